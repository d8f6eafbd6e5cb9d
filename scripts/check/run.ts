import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkComments } from "@/scripts/check/comments";
import { checkLogTables } from "@/scripts/check/log-tables";
import { checkNames } from "@/scripts/check/names";
import { checkPatterns } from "@/scripts/check/patterns";
import { checkSecurityTests } from "@/scripts/check/security-tests";
import { checkSizes, countLines } from "@/scripts/check/sizes";
import { type Finding, listFiles, readSources } from "@/scripts/check/source";
import {
  checkDependencies,
  checkFormat,
  checkGenerated,
  checkLockfile,
  checkTypes,
  type Outcome,
} from "@/scripts/check/tools";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readmeLinesMax = 120;

type Part = { name: string; repair: string; act: () => Outcome | Promise<Outcome> };

const parts: Part[] = [
  {
    name: "format and lint",
    repair: "npx biome check --write . mends most of it",
    act: () => checkFormat(root),
  },
  { name: "types", repair: "correct the types", act: () => checkTypes(root) },
  {
    name: "architecture",
    repair: "the allow table is .dependency-cruiser.cjs; move the code, not the table",
    act: () => checkDependencies(root),
  },
  {
    name: "lockfile",
    repair: "node scripts/complete-lockfile.mjs",
    act: () => checkLockfile(root),
  },
  { name: "generated files", repair: "npm run gen", act: () => checkGenerated(root) },
  {
    name: "sizes, names and words",
    repair: "each line above says what to do",
    act: () => toOutcome(checkSources()),
  },
];

/** Runs all parts at once; returns the exit code. */
export async function runChecks(): Promise<number> {
  const started = Date.now();
  const results = await Promise.all(
    parts.map(async (part) => ({ ...part, ...(await part.act()) })),
  );
  const failed = results.filter(({ ok }) => !ok);
  for (const { name, output, repair } of failed) {
    process.stdout.write(`\n${name}\n\n${output}\n\n  -> ${repair}\n`);
  }
  const verdict = failed.length === 0 ? "all good" : `${failed.length} failed`;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`\n${parts.length} checks, ${verdict}, ${seconds} s\n`);
  return failed.length === 0 ? 0 : 1;
}

function checkSources(): Finding[] {
  const sources = readSources(root);
  return [
    ...checkSizes(sources),
    ...checkNames(listFiles(root, "")),
    ...checkPatterns(sources),
    ...checkComments(sources),
    ...checkLogTables(sources),
    ...checkSecurityTests(root, sources),
    ...checkReadme(),
  ];
}

function checkReadme(): Finding[] {
  const file = join(root, "README.md");
  const lines = existsSync(file) ? countLines(readFileSync(file, "utf8")) : 0;
  if (lines <= readmeLinesMax) return [];
  const say = `${lines} lines, at most ${readmeLinesMax}: move the rest to docs/`;
  return [{ file: "README.md", line: readmeLinesMax + 1, say }];
}

function toOutcome(findings: Finding[]): Outcome {
  const lines = findings.map(({ file, line, say }) => `${file}:${line}  ${say}`);
  return { ok: findings.length === 0, output: lines.join("\n") };
}
