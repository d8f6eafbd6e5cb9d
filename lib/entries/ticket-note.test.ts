import { describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { describeTicketNote } from "@/lib/entries/ticket-note";

const entry: Entry = {
  id: "evt_01JD8ZK3V4Q0000000000000AB",
  idx: 1204498,
  client: "acme",
  sidx: 8112,
  recorded_at: "2026-11-21T13:53:02.118204Z",
  occurred_at: null,
  action: "ticket.updated",
  category: "tickets",
  verb: "update",
  outcome: "success",
  reason: null,
  actor: {
    type: "user",
    id: "u1",
    email: "alice@msp.test",
    name: "Alice Ng",
    role: null,
  },
  target: { type: "ticket", id: "1234", name: "Printer offline", url: null },
  targets: [],
  changes: [
    { path: "/status", before: "Open", after: "Closed" },
    { path: "/address/city", after: "" },
  ],
  context: { ip: "203.0.113.7", user_agent: null, session_id: null, request_id: null },
  request: null,
  response: null,
  metadata: {},
  vendor_record: null,
  source: "web",
  vendor: null,
  key_id: null,
  prev_hash: "0".repeat(64),
  hash: `a3f91b2c${"0".repeat(52)}77c2`,
  org_prev_hash: "0".repeat(64),
  org_hash: "1".repeat(64),
};

const facts = {
  zone: "America/Chicago",
  permalink: "https://audit.msp.test/admin/audit-logs/evt_1",
  clientName: "Acme",
  device: "Firefox on Windows",
  number: entry.idx,
};

describe("a ticket note", () => {
  it("says who did what, from what to what, when, from where, and how to check it", () => {
    const lines = describeTicketNote(entry, facts).plain.split("\n");
    expect(lines[0]).toBe(
      "Audit entry evt_01JD8ZK3V4Q0000000000000AB (#1,204,498), 21 Nov 2026 07:53:02 CST (13:53:02Z)",
    );
    expect(lines[1]).toContain("Alice Ng");
    expect(lines[1]).toContain("for Acme");
    expect(lines.slice(2)).toEqual([
      "- status: Open → Closed",
      "- address.city: not set → empty",
      "From 203.0.113.7, Firefox on Windows. Outcome: success.",
      "Proof: sha256 a3f91b2c…77c2. https://audit.msp.test/admin/audit-logs/evt_1",
    ]);
  });

  it("does not say UTC twice", () => {
    const [first] = describeTicketNote(entry, { ...facts, zone: "UTC" }).plain.split(
      "\n",
    );
    expect(first).toMatch(/21 Nov 2026 13:53:02 UTC$/);
  });

  it("lets no value become markup, a second line or a hidden character", () => {
    const hostile = {
      ...entry,
      changes: [{ path: "/x", before: "[a](http://evil)\n# b", after: "<img>\u202E" }],
    };
    const { markdown, plain } = describeTicketNote(hostile, facts);
    expect(markdown).toContain(String.raw`\[a\]\(http\://evil\)⟨LF⟩\# b → \<img\>⟨RLO⟩`);
    expect(plain.split("\n")).toHaveLength(5);
  });

  it("stops counting changes out one by one when there are many", () => {
    const changes = Array.from({ length: 40 }, (_, at) => ({
      path: `/f${at}`,
      after: at,
    }));
    const { plain } = describeTicketNote({ ...entry, changes }, facts);
    expect(plain).toContain("- and 28 more");
  });
});
