import { expect, it } from "vitest";
import type { Entry } from "./model";
import { entryOf, trimEntry } from "./row-entry";

const small: Entry = {
  id: "evt_1",
  idx: 7,
  client: "acme",
  sidx: 3,
  recorded_at: "2026-11-21T13:53:02.118204Z",
  occurred_at: null,
  action: "ticket.updated",
  category: "tickets",
  verb: "update",
  outcome: "success",
  reason: null,
  actor: { type: "user", id: "usr_a", email: null, name: "Alice Ng", role: null },
  target: { type: "ticket", id: "1", name: "Printer", url: "https://psa.example/1" },
  targets: [],
  changes: [{ path: "/status", before: "Open", after: "Closed" }],
  context: {
    ip: "203.0.113.7",
    user_agent: "Firefox",
    session_id: null,
    request_id: null,
  },
  request: null,
  response: null,
  metadata: { room: 7 },
  vendor_record: null,
  source: "web",
  vendor: null,
  key_id: null,
  prev_hash: "aa",
  hash: "bb",
  org_prev_hash: "cc",
  org_hash: "dd",
};

it("a row knows of an entry what it shows, and nothing that is not there", () => {
  const row = trimEntry(small);
  expect(entryOf(row)).toMatchObject({
    id: "evt_1",
    outcome: "success",
    reason: null,
    actor: small.actor,
    target: { type: "ticket", id: "1", name: "Printer" },
    changes: small.changes,
    context: { ip: "203.0.113.7" },
  });
  expect(JSON.stringify(row)).not.toContain('null,"reason"');
  expect(Object.keys(row)).not.toContain("hash");
  expect(JSON.stringify(row)).not.toContain("room");
});

it("of a large one only what is small", () => {
  const long = { path: "/notes", before: "x".repeat(400), after: "" };
  const row = trimEntry({ ...small, changes: [long, ...small.changes] });
  expect(row.changes).toEqual(small.changes);
});

it("what was sent to a vendor is not in the page of a list, however small", () => {
  const row = trimEntry({
    ...small,
    request: { method: "POST", body: "secret-ish" },
    response: { body: "secret-ish" },
    vendor_record: { body: "secret-ish" },
  });
  expect(JSON.stringify(row)).not.toContain("secret-ish");
});
