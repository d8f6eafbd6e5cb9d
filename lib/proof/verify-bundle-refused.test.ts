import { describe, expect, it } from "vitest";
import type { BundleFiles } from "@/lib/proof/bundle-manifest";
import { encodeText } from "@/lib/proof/bytes";
import { decodeText } from "@/lib/proof/canonical-text";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyBundle } from "@/lib/proof/verify-bundle";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";

const log = fillLog(new SealedLog(), 24);
const policy = parsePolicy(log.policyText("w1"));
const check = (files: BundleFiles, by = policy) => runToEnd(verifyBundle(files, by));

function change(files: BundleFiles, name: string, edit: (text: string) => string) {
  const text = decodeText(files.get(name) ?? new Uint8Array());
  return new Map([...files, [name, encodeText(edit(text))]]);
}

/** A line of entries.jsonl changed, in a bundle that is otherwise as it was. */
function changeLine(files: BundleFiles, line: number, edit: (text: string) => string) {
  return change(files, "entries.jsonl", (text) =>
    text
      .split("\n")
      .map((one, at) => (at === line ? edit(one) : one))
      .join("\n"),
  );
}

describe("a bundle that is refused", () => {
  const whole = log.bundle({ kind: "client", past: [3] });

  it.each([
    ["a value", (line: string) => line.replace("because", "becausf")],
    ["a time", (line: string) => line.replace("T00:00", "T00:01")],
    ["a link", (line: string) => line.replace(/"prev":"./, '"prev":"g')],
    ["a place", (line: string) => line.replace(/"i":\d/, '"i":9')],
    ["a key", (line: string) => line.replace(/"k":"../, '"k":"00')],
    ["a salt of nothing", (line: string) => line.replace(/"n":9/, '"n":8')],
    ["its spelling", (line: string) => line.replace(":", ": ")],
    ["its end", (line: string) => line.slice(0, -1)],
  ])("names the entry in which %s was changed, and what still holds", (_what, edit) => {
    const verdict = check(changeLine(whole, 5, edit));
    expect(verdict).toMatchObject({
      kind: "bad",
      failure: { at: 5, file: "entries.jsonl" },
    });
    expect(verdict).toMatchObject({
      held: expect.arrayContaining([
        "5 entries (#0 to #4) are each what their own hash says.",
        "The manifest is the one the export key signed.",
      ]),
    });
  });

  it("names the entry that is missing, doubled or out of order", () => {
    const without = changeLine(whole, 4, () => "").get("entries.jsonl");
    const lines = decodeText(without ?? new Uint8Array()).replace("\n\n", "\n");
    expect(check(change(whole, "entries.jsonl", () => lines))).toMatchObject({
      failure: { at: 4 },
    });
    const doubled = changeLine(whole, 4, (line) => `${line}\n${line}`);
    expect(check(doubled)).toMatchObject({ failure: { at: 5 } });
  });

  it("has a file too many or too few, or under two names", () => {
    for (const name of whole.keys()) {
      const fewer = new Map([...whole].filter(([other]) => other !== name));
      expect(check(fewer)).toMatchObject({ failure: { file: name } });
    }
    const more = new Map([...whole, ["notes.txt", encodeText("hello")]]);
    expect(check(more)).toMatchObject({ failure: { file: "notes.txt" } });
  });

  it("was made again with a forged entry under the same keys", () => {
    const parts = log.parts({ kind: "client" }, 7);
    const forged = log.sign({
      ...parts,
      entries: parts.entries.map((entry, at) =>
        at === 11 ? { ...entry, recordedAt: "2026-11-24T00:00:59.000000Z" } : entry,
      ),
    });
    expect(check(forged)).toMatchObject({ kind: "bad", failure: { at: 11 } });
  });

  it.each([
    [
      "entries left out",
      { show: (at: number) => (at < 9 ? ("whole" as const) : undefined) },
    ],
    ["another count", { change: { entryCount: 3 } }],
    ["another size", { change: { treeSize: 13 } }],
    ["a time that cuts", { change: { fromTime: "2026-11-24T00:00:05.000000Z" } }],
    ["no claim of being newest", { change: { claims: ["AUTHENTIC" as const] } }],
    ["another stream", { change: { stream: `${log.organization}/c/8` } }],
    ["heads of earlier days in disorder", { past: [7, 3] }],
  ])(
    "is signed by the export key and still claims what it does not show: %s",
    (_, wish) => {
      expect(check(log.bundle({ kind: "client", ...wish }))).toMatchObject({
        ok: false,
        kind: "bad",
      });
    },
  );

  it("has a checkpoint that too few witnesses signed", () => {
    const alone = log.bundle({ kind: "client" });
    const text = log.policyText("w1").replaceAll("w1", "w2");
    const other = parsePolicy(
      text.replace(/witness w2 .*/, `witness w2 ${log.strangerKey("witness.test/w2")}`),
    );
    expect(check(alone, other)).toMatchObject({
      failure: { why: "too few witnesses signed" },
    });
  });

  it("is of a log whose keys the verifier does not have: it cannot be checked", () => {
    const other = parsePolicy(
      `log ${log.strangerKey("other.test/log", "log")}\nquorum none`,
    );
    const verdict = check(whole, other);
    expect(verdict).toMatchObject({ ok: false, kind: "unknown_key" });
    expect(verdict).toMatchObject({
      needs: [
        expect.stringMatching(/^log\.test\/custody1\+[0-9a-f]{8}$/),
        expect.stringContaining("witness.test/w1+"),
        expect.stringMatching(/^log\.test\/custody1\/export\+[0-9a-f]{8}$/),
      ],
    });
  });

  it("is signed by another key of the same name", () => {
    const name = "log.test/custody1";
    const text = `log ${log.strangerKey(name, "log")}\nquorum none`;
    expect(check(whole, parsePolicy(text))).toMatchObject({ ok: false, kind: "bad" });
  });
});
