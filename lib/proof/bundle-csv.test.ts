import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { csvColumns, formatCsvEntry, formatCsvRow } from "@/lib/proof/bundle-csv";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { JsonValue } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

const header: BundleEntry = {
  sidx: 4,
  recordedAt: "2026-11-24T00:00:00.000001Z",
  prevHash: new Uint8Array(32),
  fieldCount: 10,
  bodyRoot: new Uint8Array(32),
  content: { kind: "header" },
  place: null,
};

function rowOf(entry: BundleEntry, values: [number, JsonValue][]) {
  const text = formatCsvEntry(entry, new Map(values), new Uint8Array(32));
  const [cells = []] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return Object.fromEntries(csvColumns.map((column, at) => [column, cells[at]]));
}

describe("a row of entries.csv", () => {
  it("has a cell for each column, objects as canonical JSON", () => {
    const row = rowOf(header, [
      [0, { action: "ticket.updated", category: "tickets", outcome: "success" }],
      [1, { id: "usr_1", type: "user" }],
      [2, { email: "a@msp.test", name: 'Alice "A" Ng', role: null }],
      [3, { id: "1", type: "ticket" }],
      [4, "=Printer,\noffline"],
      [5, { ip: "203.0.113.7", user_agent: null }],
      [6, { client_id: "c1", id: "evt_1", occurred_at: null }],
      [7, { metadata: { b: 1, a: [true] }, reason: "because", request: "GET /" }],
      [8, { after: "Closed", before: "Open", path: "/status" }],
      [9, { after: 2, path: "/n" }],
    ]);
    expect(row).toMatchObject({
      index: "4",
      action: "ticket.updated",
      actor_name: 'Alice "A" Ng',
      target_name: "'=Printer,\noffline",
      user_agent: "",
      reason: "because",
      request: "GET /",
      metadata: '{"a":[true],"b":1}',
      changes:
        '[{"after":"Closed","before":"Open","path":"/status"},{"after":2,"path":"/n"}]',
      id: "evt_1",
    });
  });

  it("is empty where nothing is shown, but for place, time and hash", () => {
    const row = rowOf(header, []);
    const filled = Object.entries(row).filter(([, cell]) => cell !== "");
    expect(filled.map(([column]) => column)).toEqual(["index", "recorded_at", "hash"]);
  });

  it("ends with CRLF and quotes every cell", () => {
    expect(formatCsvRow(["a", 'b"c', ""])).toBe('"a","b""c",""\r\n');
  });
});

describeShared("a cell of entries.csv", () => {
  it("is never a formula to a spreadsheet, and otherwise as it was", () => {
    const file = `${sharedDir}fuzz/own/csv-formula-vectors.json`;
    const vectors = JSON.parse(readFileSync(file, "utf8")) as {
      value: string | number;
      mustEscape: number;
    }[];
    for (const { value, mustEscape } of vectors) {
      const text = String(value);
      const [[cell] = []] = Papa.parse<string[]>(formatCsvRow([text]), {
        newline: "\r\n",
      }).data;
      const isNumber = typeof value === "number";
      if (!isNumber) expect(cell).toBe(mustEscape === 1 ? `'${text}` : text);
      if (mustEscape === 1) expect(cell).toMatch(/^'/);
    }
    expect(vectors.length).toBeGreaterThan(25);
  });
});
