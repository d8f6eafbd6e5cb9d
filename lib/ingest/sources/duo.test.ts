import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { duo } from "@/lib/ingest/sources/duo";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "duo/panther_test_events.ndjson": [
    [
      1,
      {
        action: "integration_skey_view",
        actor: { type: "user", name: "Homer Simpson" },
        target: { type: "integration", name: "Example Integration Name" },
        outcome: "success",
      },
    ],
    [
      5,
      {
        action: "bypass_view",
        actor: { type: "user", name: "Homer Simpson" },
        target: { type: "user", name: "target@example.io" },
        outcome: "success",
      },
    ],
    [
      7,
      {
        action: "admin_login",
        actor: { type: "user", name: "Homer Simpson" },
        outcome: "success",
      },
    ],
    [
      8,
      {
        action: "admin_lockout",
        actor: { type: "user", name: "Homer Simpson" },
        outcome: "denied",
      },
    ],
    [
      10,
      {
        action: "admin_2fa_error",
        actor: { type: "user", email: "example@example.io", name: "John P. Admin" },
        outcome: "failed",
      },
    ],
    [
      18,
      {
        action: "admin_single_sign_on_update",
        actor: { type: "user", name: "Homer Simpson" },
        outcome: "success",
        changes: [{ path: "/enforcement_status", after: "disabled" }],
      },
    ],
    [
      26,
      {
        action: "authentication",
        actor: { type: "user", email: "example@example.io", name: "example@example.io" },
        target: { type: "application", id: "D12345", name: "Slack" },
        outcome: "denied",
      },
    ],
    [
      28,
      {
        action: "authentication",
        actor: { type: "user", email: "example@example.io", name: "example@example.io" },
        target: { type: "application", id: "D12345", name: "Slack" },
        outcome: "success",
      },
    ],
    [
      29,
      {
        action: "authentication",
        actor: { type: "user", email: "example@example.io", name: "example@example.io" },
        target: { type: "application", id: "D12345", name: "Slack" },
        outcome: "denied",
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = duo.map(record);
  if (!result.ok) throw new Error(result.reason.detail);
  return result.value;
}

function rowAt(file: string, line: number): Row {
  const lines = readFileSync(`${sharedDir}corpus/open/${file}`, "utf8").split("\n");
  const [first] = mapped(JSON.parse(lines[line - 1] ?? ""));
  if (first === undefined) throw new Error("nothing was mapped");
  const { action, actor, target, outcome, changes } = first.event;
  return { action, actor, target, outcome, changes };
}

describeShared("Duo records of the corpus", () => {
  it.each(spots["duo/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("duo/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
});

describe("Duo records", () => {
  it("an authentication of the first version of the API is read too", () => {
    const [one] = mapped({
      timestamp: 1767323045,
      username: "ann",
      email: "ann@acme.example",
      factor: "Duo Push",
      result: "FAILURE",
      reason: "No response",
      ip: "192.0.2.7",
      integration: "VPN",
      txid: "t-1",
    });
    expect(one).toMatchObject({ vendor: "duo", recordId: "t-1" });
    expect(one?.event).toMatchObject({
      action: "authentication",
      actor: { type: "user", email: "ann@acme.example", name: "ann" },
      target: { type: "application", name: "VPN" },
      outcome: "failed",
      reason: "No response",
      occurred_at: "2026-01-02T03:04:05Z",
    });
  });

  it("an activity shows the object before and after", () => {
    const [one] = mapped({
      action: { name: "user_update" },
      activity_id: "a-1",
      actor: { key: "DE1", name: "Ann", type: "admin" },
      ts: "2026-01-02T03:04:05.678901+00:00",
      target: { key: "DU1", name: "bob", type: "user", details: '{"status":"Bypass"}' },
      old_target: { details: '{"status":"Active"}' },
    });
    expect(one?.recordId).toBe("a-1");
    expect(one?.event).toMatchObject({
      action: "user_update",
      actor: { type: "user", id: "DE1", name: "Ann" },
      target: { type: "user", id: "DU1", name: "bob" },
      changes: [{ path: "/status", before: "Active", after: "Bypass" }],
      occurred_at: "2026-01-02T03:04:05.678901Z",
    });
  });

  it("a record of neither log is refused by name", () => {
    const refused = duo.map({ credits: 1, phone: "+1" });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/action" } });
  });
});
