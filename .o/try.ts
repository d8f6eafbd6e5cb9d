import { readFileSync } from "node:fs";
import { redactValue, redactEvent } from "@/lib/entries/redact";
const s = JSON.parse(readFileSync("/work/shared/fuzz/own/secrets-synthetic.json","utf8"));
for (const p of s.positive) console.log(p.kind.padEnd(26), JSON.stringify(redactValue(p.value)), "|", JSON.stringify(redactValue(`user sent ${p.value} by mail`)));
for (const p of s.negative) { const r = redactValue(p.value); if (r!==p.value) console.log("NEG", p.value, r); }
