import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseArchive } from "@/lib/proof/archive";
import { createProgram, type Program } from "@/scripts/commands/run-program";
import { testOrigin } from "@/testing/cluster";
import { createTestDatabase, type TestDatabase } from "@/testing/database";

let database: TestDatabase;
let custody: Program;
const folder = mkdtempSync(join(tmpdir(), "custody-export-"));
const place = (name: string) => join(folder, name);
/** Another machine: no database, and no keys but those of the policy. */
const elsewhere = createProgram({ CUSTODY_DIR: place("elsewhere") });

beforeAll(async () => {
  database = await createTestDatabase();
  cpSync(database.custodyDir, place("own"), { recursive: true });
  custody = createProgram({
    CUSTODY_DIR: place("own"),
    CUSTODY_ORIGIN: testOrigin,
    CUSTODY_APP_DATABASE_URL: database.url("app"),
    CUSTODY_SEALER_DATABASE_URL: database.url("sealer"),
  });
  const owner = ["--name", "Northwind", "--slug", "northwind", "--owner", "a@msp.test"];
  await run(["org", "create", ...owner]);
  await run(["client", "add", "--org", "northwind", "--name", "Acme", "--slug", "acme"]);
  const events = Array.from({ length: 30 }, (_, at) => ({
    action: at % 3 === 0 ? "ticket.created" : "invoice.sent",
    target: { type: "ticket", id: `${at}`, name: `=Ticket ${at}` },
  }));
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  writeFileSync(place("events.ndjson"), lines);
  const target = ["--org", "northwind", "--client", "acme", "--as", "custody"];
  await run(["import", place("events.ndjson"), ...target]);
  writeFileSync(place("policy.txt"), (await run(["keys", "show"])).stdout);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database?.drop();
});

async function run(words: string[]) {
  const ran = await custody(words);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  return ran;
}

async function exportTo(name: string, words: string[]) {
  const target = ["--org", "northwind", "--format", "bundle", "-o", place(name)];
  await run(["export", ...target, ...words]);
  return elsewhere(["verify", place(name), "--policy", place("policy.txt"), "--json"]);
}

describe("custody export --format bundle", () => {
  it("makes a bundle of a client that says all it can on another machine", async () => {
    const { code, stdout } = await exportTo("acme.zip", ["--client", "acme"]);
    expect(code, stdout).toBe(0);
    const { claims, facts } = JSON.parse(stdout);
    expect(claims).toEqual([
      "AUTHENTIC",
      expect.stringMatching(/^COMPLETE \(#0 to #\d+\)$/),
      expect.stringMatching(/^NEWEST AS OF \d{4}-/),
    ]);
    expect(facts).toMatchObject({ kind: "client", entryCount: facts.treeSize });
    expect(facts.entryCount).toBeGreaterThan(30);
  });

  it("says where one changed byte is", async () => {
    const bytes = readFileSync(place("acme.zip"));
    bytes[bytes.indexOf("=Ticket 7") + 8] = "8".charCodeAt(0);
    writeFileSync(place("changed.zip"), bytes);
    const words = ["verify", place("changed.zip"), "--policy", place("policy.txt")];
    const { code, stdout } = await elsewhere(words);
    expect(code).toBe(1);
    expect(stdout).toMatch(/BAD {2}entry #\d+ \(entries\.(jsonl|csv)\)/);
  });

  it("makes one of the whole organization, and the export itself is in the log", async () => {
    const { code, stdout } = await exportTo("all.zip", []);
    expect(code, stdout).toBe(0);
    const files = parseArchive(new Uint8Array(readFileSync(place("all.zip"))));
    const text = Buffer.from(files.get("entries.jsonl") ?? []).toString();
    expect(text).toContain("export.completed");
    expect(text).toContain("an evidence bundle");
  });

  it("shows a filter as authentic, and with stubs as complete", async () => {
    const query = ["--client", "acme", "--query", "range=all&action=ticket.*"];
    const some = await exportTo("some.zip", query);
    expect(JSON.parse(some.stdout)).toMatchObject({
      claims: expect.arrayContaining(["PARTIAL"]),
      facts: { entryCount: 10, filter: "range=all&action=ticket.*" },
    });
    const all = await exportTo("stubs.zip", [...query, "--stubs"]);
    const { claims, facts } = JSON.parse(all.stdout);
    expect(claims[1]).toMatch(/^COMPLETE/);
    expect(facts).toMatchObject({ entryCount: 10, stubCount: facts.treeSize - 10 });
  });

  it("writes the same entries as CSV, JSON and NDJSON, each recomputed", async () => {
    const target = ["--org", "northwind", "--query", "range=all&entity=ticket"];
    const counts: number[] = [];
    for (const format of ["csv", "json", "ndjson"]) {
      const words = [...target, "--format", format, "-o", place(`out.${format}`)];
      const { stdout } = await run(["export", ...words, "--json"]);
      const { entries, verification } = JSON.parse(stdout);
      expect(verification).toMatchObject({ state: "holds", altered: 0 });
      counts.push(entries);
    }
    expect(counts).toEqual([30, 30, 30]);
    const document = JSON.parse(readFileSync(place("out.json"), "utf8"));
    const lines = readFileSync(place("out.ndjson"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(document.data);
    expect(readFileSync(place("out.csv"), "utf8")).toContain(`"'=Ticket 7"`);
  });

  it("refuses a query of which it would ignore a part", async () => {
    const words = ["--org", "northwind", "--format", "bundle", "-o", place("no.zip")];
    const ran = await custody(["export", ...words, "--query", "action=a&colour=red"]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("colour=red");
  });

  it("exports nothing from a log that was changed, and names the entry", async () => {
    await database.admin.unsafe(`alter table custody.entries disable trigger user`);
    await database.admin.unsafe(`set session_replication_role = replica`);
    await database.admin`update custody.entries set fields[5] = '"Ticket 999"'
      where id = (select id from custody.entries where target_id = '9')`;
    const words = ["--org", "northwind", "--format", "bundle", "-o", place("bad.zip")];
    const ran = await custody(["export", ...words, "--client", "acme"]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/entry #\d+: the content is not what was recorded/);
  });
});
