import Papa from "papaparse";
import { expect, it } from "vitest";
import { formatEntriesCsv } from "./entry-csv";
import type { Entry } from "./model";

const entry = {
  idx: 7,
  id: "evt_1",
  action: "ticket.updated",
  category: "tickets",
  outcome: "success",
  reason: null,
  recorded_at: "2026-11-21T13:53:02.118204Z",
  occurred_at: null,
  client: "acme",
  actor: {
    type: "user",
    id: "usr_a",
    name: '=cmd|"/C calc"!A0',
    email: null,
    role: null,
  },
  target: { type: "ticket", id: "1", name: 'Printer "two"', url: null },
  changes: [{ path: "/status", before: "Open", after: "Closed" }],
  context: { ip: "203.0.113.7", user_agent: null, session_id: null, request_id: null },
  request: null,
  response: null,
  metadata: {},
  hash: "bb",
} as unknown as Entry;

it("selected entries open in a spreadsheet as text, one row each", () => {
  const text = formatEntriesCsv([entry, { ...entry, idx: 8 }]);
  expect(text).toContain(`"'=cmd|""/C calc""!A0"`);
  const { data, errors } = Papa.parse<Record<string, string>>(text.trim(), {
    header: true,
  });
  expect(errors).toEqual([]);
  expect(data.map(({ index }) => index)).toEqual(["7", "8"]);
  expect(data[0]).toMatchObject({
    recorded_at: "2026-11-21T13:53:02.118204Z",
    client: "acme",
    target_name: 'Printer "two"',
    changes: '[{"after":"Closed","before":"Open","path":"/status"}]',
    request: "",
    hash: "bb",
  });
});
