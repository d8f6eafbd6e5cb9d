import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEntryById, keyIdOf, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

let database: TestDatabase;
let organization: TestOrganization;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  key = await makeKey(organization);
});

afterAll(async () => {
  await database.drop();
});

describe("POST /events", () => {
  it("answers 201 with exactly the receipt of each entry", async () => {
    const answer = await sendEvents(key, { action: "ticket.created", client: "acme" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(Object.keys(answer.body)).toEqual(["entries"]);
    const [receipt] = answer.body.entries;
    expect(Object.keys(receipt ?? {})).toEqual([
      "id",
      "idx",
      "client",
      "sidx",
      "recorded_at",
      "hash",
    ]);
    expect(receipt?.client).toBe("acme");
    expect(receipt?.recorded_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(receipt?.hash).toMatch(/^[0-9a-f]{64}$/);
    const read = await findEntryById(key, receipt?.id ?? "");
    expect(read.body.data[0]).toMatchObject({ ...receipt, action: "ticket.created" });
  });

  it("numbers entries without gap over single events, batches and NDJSON", async () => {
    const line = JSON.stringify({ action: "a.done" });
    const answers = [
      await sendEvents(key, line),
      await sendEvents(key, { events: [{ action: "b.done" }, { action: "c.done" }] }),
      await sendEvents(key, `${line}\r\n\r\n${line}\n`, {
        "content-type": "application/x-ndjson",
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const positions = answers.flatMap(({ body }) => body.entries.map(({ idx }) => idx));
    const first = positions[0] ?? 0;
    expect(positions).toEqual([0, 1, 2, 3, 4].map((step) => first + step));
  });

  it("keeps every field of the contract as it was sent", async () => {
    const event = {
      action: "ticket.status_changed",
      actor: { type: "user", id: "u1", email: "a@b.example", name: "Ann", role: "admin" },
      target: {
        type: "ticket",
        id: "1234",
        name: "Printer",
        url: "https://psa.example/1",
      },
      targets: [{ type: "asset", id: "7", name: "Printer 7", url: null }],
      outcome: "failed",
      reason: "timed out",
      changes: [{ path: "/status", before: "Open", after: null }],
      context: {
        ip: "203.0.113.7",
        user_agent: "curl",
        session_id: "s",
        request_id: "r",
      },
      request: { method: "POST", body: [1, { two: 2 }] },
      response: { status: 200, duration_ms: 12.5 },
      metadata: { nested: { list: [true, null] } },
      occurred_at: "2026-01-02T03:04:05.678+01:00",
      category: "tickets",
    };
    const sent = await sendEvents(key, event);
    const read = await findEntryById(key, sent.body.entries[0]?.id ?? "");
    expect(read.body.data[0]).toMatchObject(event);
    expect(read.body.data[0]).toMatchObject({ source: "api", key_id: keyIdOf(key) });
  });

  it("takes actor, address and user agent of the request where the event has none", async () => {
    const sent = await sendEvents(
      key,
      { action: "a.done" },
      {
        "user-agent": "sender/1.0",
        "x-custody-peer": "198.51.100.9",
        "x-custody-request-id": "req_sent",
      },
    );
    const { body } = await findEntryById(key, sent.body.entries[0]?.id ?? "");
    expect(body.data[0]?.actor).toMatchObject({ type: "api_key", id: keyIdOf(key) });
    expect(body.data[0]?.context).toEqual({
      ip: "198.51.100.9",
      user_agent: "sender/1.0",
      session_id: null,
      request_id: "req_sent",
    });
    expect(sent.headers.get("x-request-id")).toBe("req_sent");
  });

  it("lets a sender say that the system acted, and still names the key (T-07)", async () => {
    const event = { action: "a.done", actor: { type: "system" } };
    const sent = await sendEvents(key, event);
    const { body } = await findEntryById(key, sent.body.entries[0]?.id ?? "");
    expect(body.data[0]?.actor.type).toBe("system");
    expect(body.data[0]?.key_id).toBe(keyIdOf(key));
  });

  it("makes the diff itself from before and after", async () => {
    const sent = await sendEvents(key, {
      action: "contact.updated",
      before: { name: "Bob", phone: "1", kept: 5 },
      after: { name: "Rob", kept: 5, city: "Bonn" },
    });
    const { body } = await findEntryById(key, sent.body.entries[0]?.id ?? "");
    expect(body.data[0]?.changes).toEqual(
      expect.arrayContaining([
        { path: "/name", before: "Bob", after: "Rob" },
        { path: "/phone", before: "1" },
        { path: "/city", after: "Bonn" },
      ]),
    );
    expect(body.data[0]?.changes).toHaveLength(3);
  });

  it("removes secrets before anything is stored", async () => {
    const secret = `hunter2-${crypto.randomUUID()}`;
    const sent = await sendEvents(key, {
      action: "integration.credentials_updated",
      before: { password: `${secret}-old` },
      after: { password: `${secret}-new` },
      request: { headers: { Authorization: `Bearer ${secret}` } },
      metadata: { clientSecret: secret },
    });
    expect(sent.status).toBe(201);
    const { text } = await findEntryById(key, sent.body.entries[0]?.id ?? "");
    expect(text).toContain("[REDACTED]");
    const stored = await database.admin`
      select 1 from custody.entries where array_to_string(fields, ' ') like ${`%${secret}%`}`;
    expect(stored).toHaveLength(0);
  });
});
