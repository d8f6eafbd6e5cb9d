import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findPlace } from "@/db/embedded/place";
import { findRunning } from "@/db/embedded/running";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { parseApiKey } from "@/lib/access/api-key";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { createProgram, type Program } from "./run-program";

let dir: string;
let custody: Program;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "custody-whole-"));
  chmodSync(dir, 0o711);
  custody = createProgram({ CUSTODY_DIR: dir });
});

afterAll(async () => {
  if (findRunning(findPlace(join(dir, "postgres")))) {
    await (await startEmbeddedPostgres(join(dir, "postgres"))).stop();
  }
  rmSync(dir, { recursive: true, force: true });
});

/** The lines of a command that went well, each on standard output. */
async function tell(words: string, input?: string): Promise<string[]> {
  const { code, stdout, stderr } = await custody(words, input);
  expect({ words, code, stderr: code === 0 ? "" : stderr }).toEqual({
    words,
    code: 0,
    stderr: "",
  });
  return stdout.trimEnd().split("\n");
}

it("an empty folder becomes a log with a client, a key and imported entries", async () => {
  const early = await custody("client add --org msp --name Acme --slug acme");
  expect(early).toMatchObject({ code: 2, stdout: "" });
  expect(early.stderr).toMatch(/The database is not ready.*custody migrate\n$/);

  expect(await tell("migrate")).toEqual(["The database is up to date."]);
  const owner = "org create --name MSP --slug msp --owner alice@msp.example";
  expect(await tell(`${owner} --password-stdin`, "correct horse battery\n")).toEqual([
    "Created MSP (msp) with the owner alice@msp.example.",
  ]);
  expect(await tell("client add --org msp --name Acme --slug acme")).toEqual([
    "Added the client Acme (acme).",
  ]);
  const [key = ""] = await tell("key create --org msp --scope events:write");
  expect(parseApiKey(key)?.kind).toBe("live");

  const file = join(dir, "events.ndjson");
  writeFileSync(file, '{"action":"ticket.closed"}\n{"action":"ticket.opened"}\n');
  const words = `import ${file} --org msp --client acme --as custody`;
  expect(await tell(words)).toEqual(["2 imported"]);

  const [log = ""] = await tell("keys show");
  expect(parseVerifierKey(log.replace("log ", "")).name).toBe("localhost/custody1");
  const findings = await tell("doctor");
  expect(findings.filter((line) => line.startsWith("bad"))).toEqual([]);

  expect(await tell("migrate")).toEqual(["The database is up to date."]);
  expect(await tell(words)).toEqual(["0 imported, 2 were there already"]);
  expect(findRunning(findPlace(join(dir, "postgres")))).toBeNull();
});
