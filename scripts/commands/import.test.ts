import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { createProgram, type Program } from "./run-program";

let database: TestDatabase;
let dir: string;
let custody: Program;
let organization: TestOrganization;
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "custody-import-"));
  custody = createProgram({
    CUSTODY_APP_DATABASE_URL: database.url("app"),
    CUSTODY_DIR: database.custodyDir,
  });
});

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await database.drop();
});

beforeEach(async () => {
  count += 1;
  organization = await makeOrganization(`organization-${count}`, ["acme"]);
});

function importText(name: string, text: string, options: string) {
  const file = join(dir, name);
  writeFileSync(file, text);
  return custody(`import ${file} --org ${organization.slug} ${options}`);
}

function importInput(text: string, options: string) {
  return custody(`import - --org ${organization.slug} ${options}`, text);
}

function line(id: string, more: object = {}): string {
  return `${JSON.stringify({ action: "ticket.closed", target: { type: "ticket", id }, ...more })}\n`;
}

/** Oldest first, without what the organization began with. */
async function listImported(): Promise<Entry[]> {
  const range = { from: null, to: null };
  const page = { limit: 100, order: "asc" as const, cursor: null, offset: 0 };
  const { scope } = organization.ctx;
  const { entries } = await listPage(scope, { filter: everything, range }, page);
  return entries.slice(4);
}

async function listTargets(): Promise<(string | null | undefined)[]> {
  const entries = await listImported();
  return entries
    .filter(({ action }) => action === "ticket.closed")
    .map(({ target }) => target?.id);
}

describe("a file of our own lines", () => {
  it("is imported once, and the import itself is in the log", async () => {
    const text = line("1") + line("2", { client: "acme" }) + line("3");
    const first = await importText("own.ndjson", text, "--as custody");
    const again = await importText("own.ndjson", text, "--as custody --json");
    expect(first).toEqual({
      code: 0,
      stdout: "3 imported\n",
      stderr: "3 imported\n",
    });
    expect(again.code).toBe(0);
    expect(again.stderr).toBe("0 imported, 3 were there already\n");
    const counts = { read: 3, imported: 0, repeated: 3, refused: 0 };
    expect(again.stdout).toBe(`${JSON.stringify({ ...counts, refusals: [] })}\n`);
    const entries = await listImported();
    const told = entries.slice(0, 3).map((one) => [one.target?.id, one.client]);
    expect(told).toEqual([
      ["1", null],
      ["2", "acme"],
      ["3", null],
    ]);
    expect(entries[0]).toMatchObject({ source: "import", vendor: "custody" });
    expect(entries.slice(3)).toMatchObject([
      { action: "import.completed", target: { type: "file", name: "own.ndjson" } },
      { action: "import.completed", metadata: { source: "custody", ...counts } },
    ]);
    expect(entries[3]?.metadata).toMatchObject({ read: 3, imported: 3, repeated: 0 });
  });

  it("with a line that comes twice gives one entry for both", async () => {
    const text = line("1") + line("1") + line("2") + line("1");
    const ran = await importInput(text, "--as custody");
    expect(ran.stdout).toBe("2 imported, 2 were there already\n");
    expect(await listTargets()).toEqual(["1", "2"]);
  });
});

describe("a table", () => {
  const rows = [
    ["time", "user", "action", "record"],
    ["2026-01-31T09:30:00Z", "dora@acme.example", "contract.signed", "Lease, part 2"],
    ["2026-01-31T09:31:00Z", "dora@acme.example", "contract.sent", "Lease; part 3"],
  ];
  const cells = (separator: string) =>
    rows.map((row) => row.map((cell) => `"${cell}"`).join(separator));

  it("is read with commas or semicolons, with a mark or without, as the same", async () => {
    const commas = `${cells(",").join("\n")}\n`;
    const semicolons = `\uFEFF${cells(";").join("\r\n")}\r\n`;
    const first = await importText("table.csv", commas, "--as csv --client acme");
    const second = await importInput(semicolons, "--as csv --client acme");
    expect([first.stdout, second.stdout]).toEqual([
      "2 imported\n",
      "0 imported, 2 were there already\n",
    ]);
    expect(await listImported()).toMatchObject([
      {
        action: "contract.signed",
        client: "acme",
        occurred_at: "2026-01-31T09:30:00Z",
        actor: { email: "dora@acme.example" },
        target: { name: "Lease, part 2" },
      },
      { action: "contract.sent", target: { name: "Lease; part 3" } },
      { action: "import.completed" },
      { action: "import.completed" },
    ]);
  });
});

describe("a line that is refused", () => {
  const text = `${line("1")}{"action":\n${line("2", { colour: "red" })}${line("3")}`;

  it("stops the import there, named; what came before it stays", async () => {
    const ran = await importText("bad.ndjson", text, "--as custody");
    expect(ran).toMatchObject({ code: 1, stdout: "1 imported, 1 refused\n" });
    expect(ran.stderr).toMatch(/^line 2: .+\n1 imported, 1 refused\n.*--skip-bad\n$/);
    expect(await listTargets()).toEqual(["1"]);
    const [last] = (await listImported()).slice(-1);
    expect(last).toMatchObject({ action: "import.completed", outcome: "failed" });
  });

  it("is stepped over with --skip-bad, and the exit code still tells", async () => {
    const ran = await importText("bad.ndjson", text, "--as custody --skip-bad --json");
    expect(ran.code).toBe(1);
    const { refusals, ...counts } = JSON.parse(ran.stdout);
    expect(counts).toEqual({ read: 4, imported: 2, repeated: 0, refused: 2 });
    expect(refusals).toEqual([
      expect.stringMatching(/^line 2: /),
      expect.stringMatching(/^line 3: .*(colour|unrecognized)/i),
    ]);
    for (const refusal of refusals) expect(ran.stderr).toContain(`${refusal}\n`);
    expect(await listTargets()).toEqual(["1", "3"]);
  });

  it("may be the first one: the others are still lines", async () => {
    const broken = `garbage\n${line("1")}${line("2")}`;
    const ran = await importText("broken.ndjson", broken, "--as custody --skip-bad");
    expect(ran).toMatchObject({ code: 1, stdout: "2 imported, 1 refused\n" });
    expect(ran.stderr).toMatch(/^line 1: /);
  });

  it("for its client stops the import before a later one is even looked at", async () => {
    const wrong = line("1") + line("2", { client: "nobody" }) + line("3");
    const ran = await importInput(`${wrong}garbage\n`, "--as custody");
    expect(ran).toMatchObject({ code: 1, stdout: "1 imported, 1 refused\n" });
    expect(ran.stderr).toMatch(/^line 2: \/client no client "nobody"; add it, or import/);
    expect(ran.stderr).not.toMatch(/line [134]/);
    expect(await listTargets()).toEqual(["1"]);
  });
});

describe("a record about a client", () => {
  it("makes the client with --create-clients, where the name can be a slug", async () => {
    const text = line("1", { client: "globex" }) + line("2", { client: "Big Co" });
    const ran = await importInput(text, "--as custody --create-clients");
    expect(ran).toMatchObject({ code: 1, stdout: "1 imported, 1 refused\n" });
    expect(ran.stderr).toMatch(/^line 2: \/client no client "Big Co"; it cannot be/);
    const entries = await listImported();
    expect(entries.map(({ action, client }) => [action, client])).toEqual([
      ["log.stream_created", "globex"],
      ["client.created", "globex"],
      ["ticket.closed", "globex"],
      ["import.completed", null],
    ]);
  });
});

it("a client that does not exist stops an import before it begins", async () => {
  const ran = await importInput(line("1"), "--as custody --client nobody");
  expect(ran).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no client "nobody" in this organization.\n',
  });
  expect(await listImported()).toEqual([]);
});
