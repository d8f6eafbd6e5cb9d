import { describe, expect, it } from "vitest";
import { custody } from "@/lib/ingest/sources/custody";

describe("our own lines", () => {
  it("an event is taken as POST /events takes it", () => {
    const event = { action: "ticket.closed", client: "acme", idempotency_key: "k-1" };
    expect(custody.map(event)).toEqual({
      ok: true,
      value: [{ event, vendor: "custody", vendorRecord: null, recordId: "k-1" }],
    });
  });

  it("an exported entry keeps its words, its time of record and its id", () => {
    const entry = {
      id: "e-1",
      idx: 9,
      client: "acme",
      sidx: 3,
      recorded_at: "2026-01-02T03:04:05.000006Z",
      occurred_at: null,
      action: "user.session.start",
      category: "authentication",
      verb: "login",
      outcome: "failed",
      reason: null,
      actor: { type: "user", id: "u1", email: null, name: "Ann", role: null },
      target: null,
      targets: [],
      changes: [],
      context: { ip: "192.0.2.7", user_agent: null, session_id: null, request_id: null },
      request: null,
      response: null,
      metadata: { a: 1 },
      vendor_record: { uuid: "1" },
      source: "import",
      vendor: "okta",
      hash: "00",
      prev_hash: "00",
    };
    const result = custody.map(entry);
    expect(result).toMatchObject({
      ok: true,
      value: [{ vendor: "okta", vendorRecord: entry, recordId: "e-1" }],
    });
    expect(result.ok && result.value[0]?.event).toEqual({
      action: "user.session.start",
      category: "authentication",
      outcome: "failed",
      actor: entry.actor,
      client: "acme",
      targets: [],
      changes: [],
      context: entry.context,
      metadata: { a: 1 },
      occurred_at: "2026-01-02T03:04:05.000006Z",
    });
  });

  it("fields that only Custody may set are refused by name", () => {
    const refused = custody.map({ action: "a.b", hash: "00" });
    expect(refused).toMatchObject({ ok: false });
    expect(!refused.ok && refused.reason.detail).toContain("hash");
  });

  it("an event without an action is refused by its place", () => {
    const refused = custody.map({ actor: { type: "user" } });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/action" } });
  });
});
