import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listEntries, makeKey, sendEvents } from "@/testing/api-call";
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

async function countOf(action: string): Promise<number> {
  return (await listEntries(key, { action, limit: "1" })).body.total;
}

const under = (name: string) => ({ "idempotency-key": name });

describe("a request sent again under its Idempotency-Key", () => {
  it("answers 200 with the first answer and stores nothing", async () => {
    const events = [
      { action: "r.done", client: "acme" },
      { action: "r.done", clients: ["acme", "globex"] },
    ];
    const first = await sendEvents(key, { events }, under("r1"));
    const again = await sendEvents(key, { events }, under("r1"));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body.entries).toHaveLength(3);
    expect(again.body).toEqual(first.body);
    expect(await countOf("r.done")).toBe(3);
  });

  it("means the same whether it comes as a batch or as lines", async () => {
    const event = { action: "same.done", metadata: { b: 1, a: 2 } };
    const first = await sendEvents(key, { events: [event] }, under("same"));
    const line = '{"metadata":{"a":2,"b":1},"action":"same.done"}\n';
    const again = await sendEvents(key, line, {
      ...under("same"),
      "content-type": "application/x-ndjson",
    });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it.each([
    ["another value", [{ action: "c.done", reason: "y" }]],
    ["one event more", [{ action: "c.done", reason: "x" }, { action: "c.done" }]],
    ["another client", [{ action: "c.done", reason: "x", client: "acme" }]],
  ])("with %s answers 409 and stores nothing", async (_title, events) => {
    const first = { events: [{ action: "c.done", reason: "x" }] };
    await sendEvents(key, first, under("c1"));
    const before = await countOf("c.done");
    const answer = await sendEvents(key, { events }, under("c1"));
    expect([answer.status, answer.body.code]).toEqual([409, "idempotency.conflict"]);
    expect(await countOf("c.done")).toBe(before);
  });

  it("raced by twenty senders stores one request, and one alone hears 201", async () => {
    const body = { events: [{ action: "race.done" }, { action: "race.done" }] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => sendEvents(key, body, under("race"))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(19).fill(200), 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await countOf("race.done")).toBe(2);
  });

  it.each(["", "é", "x".repeat(256)])("that is no key (%j) answers 422", async (name) => {
    const answer = await sendEvents(key, { action: "a.done" }, under(name));
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain("Idempotency-Key");
  });

  it("may not have keys on its events too, of which one would be ignored", async () => {
    const event = { action: "both.done", idempotency_key: "e" };
    const answer = await sendEvents(key, { events: [event] }, under("both"));
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.pointer).toBe("/events/0/idempotency_key");
    expect(await countOf("both.done")).toBe(0);
  });
});

describe("an event sent again under its idempotency_key", () => {
  const event = (name: string, reason = "x") => ({
    action: "e.done",
    reason,
    idempotency_key: name,
  });

  it("answers 200 with the first entry", async () => {
    const first = await sendEvents(key, event("e1"));
    const again = await sendEvents(key, event("e1"));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  it("beside new ones answers 201 with all entries in order", async () => {
    const [first] = (await sendEvents(key, event("m1"))).body.entries;
    const events = [event("m0"), event("m1"), { action: "e.done" }];
    const answer = await sendEvents(key, { events });
    expect(answer.status).toBe(201);
    expect(answer.body.entries).toHaveLength(3);
    expect(answer.body.entries[1]).toEqual(first);
    const positions = answer.body.entries.map(({ idx }) => idx);
    expect(positions[2]).toBe((positions[0] ?? 0) + 1);
  });

  it("with other content answers 409, points at it, and stores nothing", async () => {
    await sendEvents(key, event("p1"));
    const before = await countOf("e.done");
    const bulk = { action: "e.done", clients: ["acme", "globex"] };
    const events = [bulk, event("p0"), event("p1", "changed")];
    const answer = await sendEvents(key, { events });
    expect(answer.status).toBe(409);
    expect(answer.body.errors).toEqual([
      {
        pointer: "/events/2/idempotency_key",
        detail: "was used before with other content",
      },
    ]);
    expect(await countOf("e.done")).toBe(before);
    expect((await sendEvents(key, event("p0"))).status).toBe(201);
  });

  it("with other clients answers 409", async () => {
    await sendEvents(key, { ...event("q1"), client: "acme" });
    const answer = await sendEvents(key, { ...event("q1"), client: "globex" });
    expect(answer.status).toBe(409);
  });

  it("belongs to one organization alone", async () => {
    const other = await makeKey(await makeOrganization("contoso"));
    await sendEvents(key, event("shared"));
    expect((await sendEvents(other, event("shared", "theirs"))).status).toBe(201);
  });

  it("of a refused request is free again", async () => {
    const bad = { events: [event("free"), { action: "not an action" }] };
    expect((await sendEvents(key, bad)).status).toBe(422);
    expect((await sendEvents(key, event("free", "fresh"))).status).toBe(201);
  });
});
