import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { createProgram, type Program } from "./run-program";

const million = 1_000_000;
const recordBytes = 1_000;
const growthMegabytesMax = 60;

/** Left alone, Node lets garbage grow; with little room a file that is kept ends the program. */
const littleRoom = "--max-old-space-size=96";

/** Node itself tells the most memory it held; no tool of the system is needed. */
const tellPeak =
  'process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

let database: TestDatabase;
let dir: string;
let custody: Program;

beforeAll(async () => {
  database = await openTestDatabase();
  await makeOrganization("northwind");
  dir = mkdtempSync(join(tmpdir(), "custody-memory-"));
  const settings = {
    CUSTODY_APP_DATABASE_URL: database.url("app"),
    CUSTODY_DIR: database.custodyDir,
  };
  custody = createProgram(settings, [
    littleRoom,
    "--import",
    `data:text/javascript,${encodeURIComponent(tellPeak)}`,
  ]);
});

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await database.drop();
});

async function peakMegabytes(name: string, bytes: number): Promise<number> {
  const count = bytes / recordBytes;
  const lines = Array.from({ length: count }, (_, at) => {
    const event = {
      action: "file.scanned",
      target: { type: "file", id: `${name} ${at}` },
    };
    const note = `report ${at} `.repeat(recordBytes).slice(0, recordBytes);
    return JSON.stringify({ ...event, metadata: { note } });
  });
  const file = join(dir, `${name}.ndjson`);
  writeFileSync(file, lines.join("\n"));
  const ran = await custody(`import ${file} --org northwind --as custody --json`);
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ imported: count, refused: 0 });
  const [, kilobytes] = /^peak (\d+)$/m.exec(ran.stderr) ?? [];
  return Number(kilobytes) / 1024;
}

it("a file eight times as large is imported in about the same memory", async () => {
  const small = await peakMegabytes("small", 4 * million);
  const large = await peakMegabytes("large", 32 * million);
  expect(small).toBeGreaterThan(0);
  expect(large - small).toBeLessThan(growthMegabytesMax);
});
