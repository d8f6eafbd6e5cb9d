import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { createProgram, type Program } from "./run-program";

const names = [
  "migrate",
  "org create",
  "user add",
  "user recover",
  "client add",
  "key create",
  "import",
  "keys show",
  "demo",
  "doctor",
];
const nowhere = "postgres://custody_app:secret@127.0.0.1:1/custody";

let dir: string;
let custody: Program;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "custody-usage-"));
  custody = createProgram({ CUSTODY_DIR: dir, CUSTODY_APP_DATABASE_URL: nowhere });
});

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe("custody alone", () => {
  it("lists every command, also for --help and -h", async () => {
    const [none, help, short] = await Promise.all([
      createProgram({})([]),
      custody("--help"),
      custody("-h"),
    ]);
    expect(none).toMatchObject({ code: 0, stderr: "" });
    for (const name of names) expect(none.stdout).toMatch(`  custody ${name} `);
    expect([help, short]).toEqual([none, none]);
  });

  it("names a command it does not know on standard error, and cannot do it", async () => {
    const [wrong, half] = await Promise.all([
      custody("organisation create --json"),
      custody("org"),
    ]);
    expect(half).toMatchObject({ code: 2, stdout: "" });
    expect(half.stderr).toMatch(/^Unknown command: custody org\n/);
    expect(half.stderr).toMatch("custody org create");
    expect(wrong).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(wrong.stdout).error).toMatch(/^Unknown command: custody organ/);
  });
});

it("custody import --help says how it is called, whatever else is there", async () => {
  const { code, stdout, stderr } = await custody("import missing.json --colour --help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^custody import FILE\|- --org SLUG/);
});

describe("a problem", () => {
  it("of the words is told on standard error with exit code 2", async () => {
    const ran = await custody("client add --org acme --colour red");
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(/Unknown option '--colour'/);
    expect(ran.stderr).toMatch("custody client add --org SLUG");
  });

  it("is one line of JSON on standard output with --json", async () => {
    const ran = await custody("client add --org acme --json");
    expect(ran).toEqual({
      code: 2,
      stdout: '{"error":"--name is missing."}\n',
      stderr: "",
    });
  });

  it("of the environment lists what is wrong, without a stack", async () => {
    const program = createProgram({ CUSTODY_DIR: dir, PORT: "many", CUSTODY_DEMO: "1" });
    const ran = await program("doctor");
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(/PORT must be a whole number[\s\S]*CUSTODY_DEMO must be/);
    expect(ran.stderr).not.toMatch(/\n +at /);
  });

  it("of the connection says that the database cannot be reached", async () => {
    const ran = await custody("client add --org acme --name Acme --slug acme");
    expect(ran).toEqual({
      code: 2,
      stdout: "",
      stderr: "The database cannot be reached.\n",
    });
  });
});

describe("custody keys show", () => {
  it("prints a policy of the two keys, the same every time, without a database", async () => {
    const [text, json] = [await custody("keys show"), await custody("keys show --json")];
    const lines = text.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe("quorum none");
    const keys = lines.slice(0, 2).map((line) => line.replace(/^log /, ""));
    const parsed = keys.map((key) => parseVerifierKey(key).name);
    expect(parsed).toEqual(["localhost/custody1", "localhost/custody1/export"]);
    expect(JSON.parse(json.stdout)).toEqual({
      origin: "localhost/custody1",
      log_key: keys[0],
      log_keys: [keys[0]],
      export_key: keys[1],
    });
    expect([text.code, json.code]).toEqual([0, 0]);
  });
});
