import { closeDatabase, configureDatabase } from "@/db/client";
import { createCast } from "@/lib/demo/cast";
import { generateHistory } from "@/lib/demo/history";
import { createPreparer } from "@/lib/demo/prepare";
import { loadDemo } from "@/lib/demo/mutations";
import { createTestDatabase } from "@/testing/database";

const n = Number(process.argv[2] ?? 50000);
const endAt = new Date("2026-11-21T10:00:00Z");
{
  const cast = createCast({ seed: 7, slug: "northwind", name: "Northwind MSP" });
  const prepare = createPreparer(cast, 7);
  const t = performance.now();
  let c = 0; let bytes = 0; let fields = 0;
  for (const e of generateHistory({ seed: 7, events: n, cast, endAt: endAt.getTime() * 1000 })) { const p = prepare(e); fields += p.fields.length; bytes += p.fields.join("").length; c++; }
  console.log("gen+prepare us/event", ((performance.now() - t) / c) * 1000, "fields", fields / c, "bytes", bytes / c);
}
const database = await createTestDatabase();
configureDatabase(database.url("app"));
const cpu0 = process.cpuUsage();
const [{ pids }] = await database.app`select 1 as pids`;
const t = performance.now();
const r = await loadDemo({ slug: "northwind", name: "Northwind MSP", seed: 7, events: n, endAt, passwords: {}, report: () => {} });
const s = (performance.now() - t) / 1000;
console.log(r, s, "s", Math.round(n / s), "/s", "js us/event", (process.cpuUsage(cpu0).user + process.cpuUsage(cpu0).system) / n);
import { readFileSync } from "node:fs";
for (const row of await database.admin`select pid, application_name from pg_stat_activity where datname = current_database()`) { const f = readFileSync(`/proc/${row.pid}/stat`, "utf8").split(") ")[1].split(" "); console.log(row.application_name, "pg us/event", ((Number(f[11]) + Number(f[12])) * 10000) / n); }
console.log(await database.admin`select count(*), max(idx), count(distinct action), count(distinct client_slot), min(recorded_at), max(recorded_at) from custody.entries`);
await closeDatabase();
await database.drop();
process.exit(0);
