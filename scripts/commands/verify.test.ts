import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "@/scripts/commands/run-program";
import { archiveOf } from "@/testing/bundle-content";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";

const folder = mkdtempSync(join(tmpdir(), "custody-verify-"));
const log = fillLog(new SealedLog(), 12);
const place = (name: string) => join(folder, name);
/** No database, no network address that answers, and no keys of its own. */
const custody = createProgram({
  CUSTODY_DIR: place("nothing"),
  DATABASE_URL: "postgres://nobody@192.0.2.1:1/none",
});
const lines = log.policyText("w1").split("\n");
const keyOf = (line: number) => (lines[line] ?? "").split(" ").at(-1) ?? "";

beforeAll(() => {
  const bytes = archiveOf(log.bundle({ kind: "client" }));
  writeFileSync(place("good.zip"), bytes);
  const changed = Buffer.from(bytes);
  const spot = changed.indexOf('\\"n\\":7');
  changed[spot + 6] = "8".charCodeAt(0);
  writeFileSync(place("bad.zip"), changed);
  writeFileSync(place("policy.txt"), log.policyText("w1"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("custody verify FILE", () => {
  it("says what a bundle shows, with nothing but the file and a policy", async () => {
    const words = ["verify", place("good.zip"), "--policy", place("policy.txt")];
    const ran = await custody(words);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout.split("\n").slice(0, 4)).toEqual([
      "AUTHENTIC",
      "COMPLETE (#0 to #5)",
      "NEWEST AS OF 2026-11-25T00:00:01.000000Z",
      "WITNESSED 1 of 1",
    ]);
    const json = await custody([...words, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, facts: { entryCount: 6 } });
  });

  it("says where one changed byte is", async () => {
    const words = ["verify", place("bad.zip"), "--policy", place("policy.txt"), "--json"];
    const ran = await custody(words);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false });
  });

  it("takes the keys one by one, and with the log's alone tells what it cannot", async () => {
    const both = ["--key", keyOf(0), "--key", keyOf(1)];
    expect((await custody(["verify", place("good.zip"), ...both])).code).toBe(0);
    const alone = await custody(["verify", place("good.zip"), "--key", keyOf(0)]);
    expect(alone.code).toBe(0);
    expect(alone.stdout).toContain("who exported it cannot be told");
  });

  it("cannot tell without keys, and names those it would need", async () => {
    const ran = await custody(["verify", place("good.zip")]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(/log\.test\/custody1\+[0-9a-f]{8}/);
    expect(ran.stderr).toMatch(/log\.test\/custody1\/export\+[0-9a-f]{8}/);
  });

  it.each([
    ["no file", ["verify"], "Which file?"],
    ["a file that is not there", ["verify", place("none.zip")], "There is no file"],
    ["a key that is none", ["verify", place("good.zip"), "--key", "abc"], "--key cannot"],
    [
      "a policy that is none",
      ["verify", place("good.zip"), "--policy", place("good.zip")],
      "cannot be used",
    ],
  ])("explains itself for %s", async (_what, words, message) => {
    const ran = await custody(words);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(message);
  });
});
