import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEntryById, listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

let database: TestDatabase;
let organization: TestOrganization;
let key: string;
let acmeKey: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  key = await makeKey(organization);
  acmeKey = await makeKey(organization, ["events:write", "audit:read"], "acme");
});

afterAll(async () => {
  await database.drop();
});

describe("an event about several clients", () => {
  const targets = [
    { type: "contact", id: "a1", name: "Ann of Acme", client: "acme" },
    { type: "contact", id: "g1", name: "Gus of Globex", client: "globex" },
    { type: "contact", id: "a2", name: "Abe of Acme", client: "acme" },
  ];

  it("becomes one entry a client, each with its own targets alone (T-06)", async () => {
    const event = { action: "contact.merged", clients: ["acme", "globex"], targets };
    const sent = await sendEvents(key, event);
    expect(sent.body.entries.map(({ client }) => client)).toEqual(["acme", "globex"]);
    const found = await Promise.all(
      sent.body.entries.map(({ id }) => findEntryById(key, id)),
    );
    const [acme, globex] = found.map(({ body }) => body.data[0]);
    expect(acme?.targets.map(({ id }) => id)).toEqual(["a1", "a2"]);
    expect(globex?.targets.map(({ id }) => id)).toEqual(["g1"]);
    expect(acme?.context.request_id).not.toBeNull();
    expect(globex?.context.request_id).toBe(acme?.context.request_id);
    expect(found[0]?.text).not.toContain("Gus");
    expect(found[1]?.text).not.toMatch(/Ann|Abe/);
  });

  it("gives the reader of one client no trace of the other", async () => {
    const { text, body } = await listEntries(acmeKey, { action: "contact.merged" });
    expect(body.total).toBe(1);
    expect(text).not.toMatch(/globex|gus/i);
  });

  it("whose targets are not told apart is refused, and says what is missing", async () => {
    const event = {
      action: "contact.merged",
      clients: ["acme", "globex"],
      targets: [{ type: "contact", id: "1" }, ...targets],
    };
    const answer = await sendEvents(key, { events: [event] });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.pointer).toBe("/events/0/targets");
  });

  it("tells nobody's reader about a target or record that is not theirs", async () => {
    const event = {
      action: "ticket.merged",
      clients: ["acme", "globex"],
      target: { type: "ticket", id: "9", name: "Ticket of Globex", client: "globex" },
    };
    const sent = await sendEvents(key, event);
    const acmeId = sent.body.entries?.find(({ client }) => client === "acme")?.id ?? "";
    const { text } = await findEntryById(acmeKey, acmeId);
    expect(text).not.toContain("Ticket of Globex");
  });

  it("named twice, by slug and by id, makes one entry", async () => {
    const clients = ["acme", organization.clients.acme];
    const sent = await sendEvents(key, { action: "a.done", clients });
    expect(sent.body.entries.map(({ client }) => client)).toEqual(["acme"]);
  });
});

describe("a request whose events make very many entries", () => {
  it("answers 413 at once instead of running into a time limit", async () => {
    const slugs = Array.from({ length: 6 }, (_, at) => `many-${at}`);
    const manyKey = await makeKey(await makeOrganization("contoso", slugs));
    const events = Array.from({ length: 1000 }, () => ({
      action: "many.done",
      clients: slugs,
    }));
    const answer = await sendEvents(manyKey, { events });
    expect([answer.status, answer.body.code]).toEqual([413, "request.too_large"]);
    expect(answer.body.detail).toContain("6000");
    expect((await listEntries(manyKey, { action: "many.done" })).body.total).toBe(0);
  });
});

describe("a key of one client", () => {
  it("writes about its client when an event names none, and never learns idx", async () => {
    const sent = await sendEvents(acmeKey, { action: "a.done" });
    expect(sent.status).toBe(201);
    const [receipt] = sent.body.entries;
    expect(receipt?.client).toBe("acme");
    expect(Object.keys(receipt ?? {})).toEqual([
      "id",
      "client",
      "sidx",
      "recorded_at",
      "hash",
    ]);
  });

  it("may name its own client by slug and by id", async () => {
    for (const client of ["acme", organization.clients.acme]) {
      const sent = await sendEvents(acmeKey, { action: "a.done", client });
      expect(sent.body.entries[0]?.client).toBe("acme");
    }
  });

  it.each([
    { client: "globex" },
    { clients: ["acme", "globex"] },
    { client: "nobody-at-all" },
  ])("is refused for %j, stores nothing of the request, and is logged", async (about) => {
    const action = `intrusion.${JSON.stringify(about).replaceAll(/[^a-z]/g, "")}`;
    const events = [{ action }, { action, ...about }];
    const answer = await sendEvents(acmeKey, { events });
    expect([answer.status, answer.body.code]).toEqual([403, "access.denied"]);
    expect((await listEntries(key, { action })).body.total).toBe(0);
    const denied = await listEntries(key, { action: "access.denied" });
    expect(denied.body.data[0]).toMatchObject({
      outcome: "denied",
      reason: "the key may only write about its own client",
    });
  });

  it("cannot tell another client from one that does not exist", async () => {
    const answers = await Promise.all(
      ["globex", "umbrella"].map((client) =>
        sendEvents(acmeKey, { action: "a.done", client }),
      ),
    );
    const said = answers.map(({ status, body }) => [
      status,
      body.code,
      body.detail.replace(/"[a-z]+"/, "X"),
      body.errors,
    ]);
    expect(said[0]).toEqual(said[1]);
  });

  it("gets no answer of another client's key to the same idempotency key", async () => {
    const globexKey = await makeKey(organization, ["events:write"], "globex");
    const event = { action: "a.done", idempotency_key: "shared" };
    const first = await sendEvents(globexKey, event);
    const second = await sendEvents(acmeKey, event);
    expect(first.status).toBe(201);
    expect(second.status).toBe(409);
    expect(second.text).not.toContain(first.body.entries[0]?.hash);
  });
});
