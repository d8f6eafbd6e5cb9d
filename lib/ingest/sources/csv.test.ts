import { describe, expect, it } from "vitest";
import { csv } from "@/lib/ingest/sources/csv";
import type { JsonObject } from "@/lib/proof/json-value";

function mapped(row: JsonObject) {
  const result = csv.map(row);
  if (!result.ok) throw new Error(result.reason.detail);
  const [first] = result.value;
  if (first === undefined) throw new Error("nothing was mapped");
  return first;
}

describe("a CSV row", () => {
  it("is read by the contract's own column names", () => {
    const row = {
      action: "ticket.closed",
      occurred_at: "2026-01-02T03:04:05Z",
      actor_type: "api_key",
      actor_id: "k1",
      actor_name: "PSA",
      target_type: "ticket",
      target_id: "77",
      target_name: "Printer",
      client: "acme",
      outcome: "denied",
      reason: "locked",
      category: "tickets",
      changes: '[{"path":"/status","before":"Open","after":"Closed"}]',
      ip: "192.0.2.7:80",
      user_agent: "curl",
      metadata: '{"queue":"one"}',
      request: '{"method":"POST"}',
      id: "r-1",
    };
    const one = mapped(row);
    expect(one).toMatchObject({ vendor: "csv", vendorRecord: row, recordId: "r-1" });
    expect(one.event).toEqual({
      action: "ticket.closed",
      occurred_at: "2026-01-02T03:04:05Z",
      actor: { type: "api_key", id: "k1", name: "PSA" },
      target: { type: "ticket", id: "77", name: "Printer" },
      client: "acme",
      outcome: "denied",
      reason: "locked",
      category: "tickets",
      changes: [{ path: "/status", before: "Open", after: "Closed" }],
      context: { ip: "192.0.2.7", user_agent: "curl" },
      metadata: { queue: "one" },
      request: { method: "POST" },
    });
  });

  it("is read by the words people use, in any case and spacing", () => {
    const one = mapped({
      When: "2026-01-02 03:04",
      User: "ann@acme.example",
      Event: "Deployed project",
      "Entity Type": "project",
      ENTITY: "vpc-prod",
      "ip-address": "198.51.100.4",
      Status: "Failed",
      Details: "terraform apply",
      Region: "eu-1",
    });
    expect(one.event).toEqual({
      action: "Deployed_project",
      occurred_at: "2026-01-02T03:04:00Z",
      actor: { type: "user", email: "ann@acme.example" },
      target: { type: "project", name: "vpc-prod" },
      context: { ip: "198.51.100.4" },
      outcome: "failed",
      metadata: { Details: "terraform apply", Region: "eu-1" },
    });
  });

  it("keeps a status it does not know and a formula as they are", () => {
    const one = mapped({ action: "x", status: "pending", note: "'=1+1" });
    expect(one.event.outcome).toBeUndefined();
    expect(one.event.metadata).toEqual({ status: "pending", note: "'=1+1" });
  });

  it("shows columns of old and new values as changes", () => {
    const one = mapped({ action: "x", before: '{"a":1,"b":2}', after: '{"a":1,"b":3}' });
    expect(one.event.changes).toEqual([{ path: "/b", before: 2, after: 3 }]);
  });

  it("without an action is refused with the column's name", () => {
    expect(csv.map({ "Event Name": " ", user: "ann" })).toEqual({
      ok: false,
      reason: { pointer: "/Event Name", detail: 'column "Event Name" is empty' },
    });
    const refused = csv.map({ user: "ann" });
    const detail = expect.stringContaining("no column holds the action");
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "", detail } });
  });

  it("with a time that could be read two ways is refused with the column's name", () => {
    const refused = csv.map({ action: "x", Date: "01/02/2026" });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/Date" } });
  });
});

describe("a row of Custody's own entries.csv", () => {
  const row = {
    index: "4",
    recorded_at: "2026-01-02T03:04:05.000006Z",
    occurred_at: "",
    action: "client.contact_updated",
    category: "contacts",
    outcome: "success",
    reason: "",
    actor_type: "user",
    actor_id: "u1",
    actor_name: "Ann",
    actor_email: "ann@acme.example",
    target_type: "contact",
    target_id: "c1",
    target_name: "Bob",
    client_id: "acme",
    ip: "192.0.2.7",
    user_agent: "UA",
    changes: '[{"after":"b","before":"a","path":"/name"}]',
    request: '{"method":"PUT"}',
    response: '{"status":200}',
    metadata: '{"a":1}',
    id: "e-1",
    hash: "00ff",
  };

  it("comes back as it was", () => {
    const one = mapped(row);
    expect(one).toMatchObject({ vendor: "custody", vendorRecord: row, recordId: "e-1" });
    expect(one.event).toEqual({
      action: "client.contact_updated",
      category: "contacts",
      outcome: "success",
      occurred_at: "2026-01-02T03:04:05.000006Z",
      actor: { type: "user", id: "u1", name: "Ann", email: "ann@acme.example" },
      target: { type: "contact", id: "c1", name: "Bob" },
      client: "acme",
      context: { ip: "192.0.2.7", user_agent: "UA" },
      changes: [{ path: "/name", before: "a", after: "b" }],
      request: { method: "PUT" },
      response: { status: 200 },
      metadata: { a: 1 },
    });
  });

  it("with an empty action, as a header-only entry has, is refused", () => {
    const refused = csv.map({ ...row, action: "" });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/action" } });
  });
});
