import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { expect, it } from "vitest";
import type { CheckedEntry } from "@/lib/exports/exported-row";
import { RowTexts } from "@/lib/exports/row-texts";
import { formulaStart } from "@/lib/proof/bundle-csv";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { createCsvFormat } from "./csv";
import { ndjsonFormat } from "./json";

const entry: CheckedEntry = {
  id: "evt_1",
  idx: 7,
  client: "acme",
  sidx: 3,
  recorded_at: "2026-11-21T10:00:00.000000Z",
  occurred_at: null,
  action: "ticket.created",
  category: "tickets",
  verb: "create",
  outcome: "success",
  reason: null,
  actor: { type: "user", id: "u1", email: "a@msp.example", name: "Alice", role: "owner" },
  target: { type: "ticket", id: "1", name: "Printer", url: null },
  targets: [],
  changes: [{ path: "/status", before: null, after: "Open" }],
  context: { ip: "203.0.113.7", user_agent: null, session_id: null, request_id: null },
  request: null,
  response: null,
  metadata: { nested: { deep: [1, "two"] } },
  vendor_record: null,
  source: "api",
  vendor: null,
  key_id: null,
  prev_hash: "aa",
  hash: "bb",
  org_prev_hash: "cc",
  org_hash: "dd",
  verification: "holds",
} as CheckedEntry;

function parse(text: string) {
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data;
}

const write = (isRaw: boolean, entries: CheckedEntry[]) => {
  const format = createCsvFormat(isRaw, false);
  const texts = new RowTexts(format);
  return (
    format.head + texts.writeAll(entries.map((checked) => ({ checked, fields: null })))
  );
};

it("every field of an entry is a cell, and what is nested is JSON", () => {
  const [row] = parse(write(true, [entry]));
  expect(row).toMatchObject({
    idx: "7",
    actor_email: "a@msp.example",
    changes: '[{"after":"Open","before":null,"path":"/status"}]',
    metadata: '{"nested":{"deep":[1,"two"]}}',
    targets: "",
    verification: "holds",
  });
});

it("is byte for byte what Papa Parse writes, hostile cells included", () => {
  const names = ['say "hi"', "a,b", "=1+1", "line\r\nbreak", "", " lead", "ünï\u0000"];
  const entries = names.map((name) => ({
    ...entry,
    target: { type: "ticket", id: "1", name, url: null },
  }));
  for (const isRaw of [true, false]) {
    const ours = write(isRaw, entries);
    const { data } = Papa.parse<string[]>(ours.trimEnd());
    const plain = isRaw ? data : Papa.parse<string[]>(write(true, entries)).data;
    const escapeFormulae = isRaw ? false : formulaStart;
    const options = { quotes: true, newline: "\r\n", escapeFormulae };
    const whole = plain.filter((row) => row.length > 1);
    expect(ours).toBe(`${Papa.unparse(whole, options)}\r\n`);
  }
});

it("gives a row the same text whether or not its parts were written before", () => {
  const fields = ["what", "who", "person", "target", "label", "origin", "own", "rest"];
  for (const format of [createCsvFormat(false, false), ndjsonFormat]) {
    const texts = new RowTexts(format);
    const alone = texts.write(entry, null);
    expect(texts.write(entry, fields)).toBe(alone);
    expect(texts.write(entry, fields)).toBe(alone);
    expect(texts.write({ ...entry, client: "bolt" }, fields)).toBe(
      texts.write({ ...entry, client: "bolt" }, null),
    );
  }
  expect(new RowTexts(ndjsonFormat).write(entry, null)).toBe(JSON.stringify(entry));
});

describeShared("cells that a spreadsheet would run", () => {
  const vectors: { value: string; mustEscape: number }[] = JSON.parse(
    readFileSync(join(sharedDir, "fuzz/own/csv-formula-vectors.json"), "utf8"),
  );
  const dangerous = /^[\s\u0000\u00AD\u200B\u2060\uFEFF]*[=+\-@\t\r\n\u0000|%＝＋－＠]/u;

  it(`are made harmless in all ${vectors.length} vectors, and only they`, () => {
    expect(vectors.length).toBeGreaterThanOrEqual(32);
    for (const { value, mustEscape } of vectors) {
      const target = { type: "ticket", id: "1", name: value, url: null };
      const [safe] = parse(write(false, [{ ...entry, target }]));
      const [raw] = parse(write(true, [{ ...entry, target }]));
      expect(raw?.target_name).toBe(value);
      expect(safe?.target_name).toBe(mustEscape ? `'${value}` : value);
      if (mustEscape) expect(safe?.target_name).not.toMatch(dangerous);
    }
  });
});
