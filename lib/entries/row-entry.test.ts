import { expect, it } from "vitest";
import type { Entry } from "./model";
import { entryOf, trimEntry } from "./row-entry";

const small = {
  id: "evt_1",
  changes: [{ path: "/status", before: "Open", after: "Closed" }],
  targets: [],
  request: null,
  response: null,
  metadata: { room: 7 },
  vendor_record: null,
} as unknown as Entry;

it("a small entry goes to the browser whole", () => {
  const row = trimEntry(small);
  expect(row.isWhole).toBe(true);
  expect(entryOf(row)).toEqual(small);
});

it("of a large one only what its row shows", () => {
  const long = { path: "/notes", before: "x".repeat(400), after: "" };
  const row = trimEntry({
    ...small,
    changes: [long, ...small.changes],
    metadata: { text: "y".repeat(5_000) },
  });
  expect(row.isWhole).toBe(false);
  expect(row.changes).toEqual(small.changes);
  expect(row.metadata).toEqual({});
});

it("what was sent to a vendor is not in the page of a list, however small", () => {
  const row = trimEntry({ ...small, request: { method: "POST", body: "secret-ish" } });
  expect(row.isWhole).toBe(false);
  expect(JSON.stringify(row)).not.toContain("secret-ish");
});
