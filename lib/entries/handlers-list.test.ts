import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import {
  findEntryById,
  keyIdOf,
  listEntries,
  makeKey,
  sendEvents,
} from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";

let database: TestDatabase;
let key: string;
let acmeKey: string;
let all: Entry[];

const events = Array.from({ length: 23 }, (_, at) => ({
  action: at % 3 === 0 ? "ticket.created" : "contact.updated",
  actor: { type: "user", id: `u${at % 4}`, email: `person${at % 4}@msp.example` },
  target: {
    type: at % 3 === 0 ? "ticket" : "contact",
    id: String(at % 5),
    name: `No ${at}`,
  },
  client: ["acme", "globex", null][at % 3],
  outcome: at % 7 === 0 ? "failed" : "success",
  context: {
    ip: at % 2 === 0 ? "203.0.113.7" : "2001:db8::7",
    user_agent: at % 2 === 0 ? "curl/8" : "Mozilla/5.0 Firefox/146.0",
    session_id: `s${at % 2}`,
    request_id: `r${at}`,
  },
  metadata: { needle: at === 11 ? "haystack" : "straw" },
}));

beforeAll(async () => {
  database = await openTestDatabase();
  const organization = await makeOrganization("northwind", ["acme", "globex"]);
  key = await makeKey(organization);
  acmeKey = await makeKey(organization, ["audit:read"], "acme");
  expect((await sendEvents(key, { events })).status).toBe(201);
  all = (await listEntries(key, "limit=1000")).body.data;
});

afterAll(async () => {
  await database.drop();
});

async function idsOf(reader: string, query: string): Promise<string[]> {
  const answer = await listEntries(reader, query);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.map(({ id }) => id);
}

describe("GET /audit-logs", () => {
  it("answers the newest first, whole entries, and their exact number", async () => {
    const { body } = await listEntries(key);
    expect(Object.keys(body)).toEqual(["data", "total", "next_cursor"]);
    expect(body.total).toBe(all.length);
    expect(body.data.map(({ idx }) => idx)).toEqual(
      all.map((_, at) => all.length - 1 - at),
    );
    const [first] = body.data;
    expect((await findEntryById(key, first?.id ?? "")).body.data[0]).toEqual(first);
  });

  it("names exactly the fields of the contract's entry", async () => {
    expect(Object.keys(all[0] ?? {}).sort()).toEqual([
      ...["action", "actor", "category", "changes", "client", "context", "hash", "id"],
      ...["idx", "key_id", "metadata", "occurred_at", "org_hash", "org_prev_hash"],
      ...["outcome", "prev_hash", "reason", "recorded_at", "request", "response", "sidx"],
      ...["source", "target", "targets", "vendor", "vendor_record", "verb"],
    ]);
  });

  it.each([
    ["action=ticket.created", (e: Entry) => e.action === "ticket.created"],
    ["action=ticket.*,contact.*", (e: Entry) => /^(ticket|contact)\./.test(e.action)],
    ["action=-ticket.*", (e: Entry) => !e.action.startsWith("ticket.")],
    ["user=PERSON1@msp.example", (e: Entry) => e.actor.id === "u1"],
    ["actor=u1,u2", (e: Entry) => ["u1", "u2"].includes(e.actor.id ?? "")],
    [
      "user=u1&action=ticket.created",
      (e: Entry) => e.actor.id === "u1" && e.verb === "create",
    ],
    ["status=failed", (e: Entry) => e.outcome === "failed"],
    ["outcome=failed", (e: Entry) => e.outcome === "failed"],
    ["category=tickets", (e: Entry) => e.category === "tickets"],
    [
      "entity=ticket&entity_id=3",
      (e: Entry) => e.target?.type === "ticket" && e.target.id === "3",
    ],
    [
      "entity=ticket&id=3",
      (e: Entry) => e.target?.type === "ticket" && e.target.id === "3",
    ],
    ["client=acme", (e: Entry) => e.client === "acme"],
    ["client=internal", (e: Entry) => e.client === null],
    ["client=acme,internal", (e: Entry) => e.client !== "globex"],
    ["ip=203.0.113.0/24", (e: Entry) => e.context.ip === "203.0.113.7"],
    ["ip=-2001:db8::/32", (e: Entry) => e.context.ip !== "2001:db8::7"],
    ["ua=firefox", (e: Entry) => e.context.user_agent?.includes("Firefox") === true],
    ["session=s1", (e: Entry) => e.context.session_id === "s1"],
    ["request=r11", (e: Entry) => e.context.request_id === "r11"],
    ["q=haystack", (e: Entry) => e.metadata.needle === "haystack"],
    ["q=nothing-like-it", () => false],
    ["source=api", (e: Entry) => e.source === "api"],
    ["verb=create", (e: Entry) => e.verb === "create"],
  ])("with %s answers exactly those entries and their number", async (query, isMeant) => {
    const meant = all.filter(isMeant).map(({ id }) => id);
    const { body } = await listEntries(key, `limit=1000&${query}`);
    expect(body.data.map(({ id }) => id)).toEqual(meant);
    expect(body.total).toBe(meant.length);
  });

  it("by the id of a key answers what that key sent", async () => {
    const { body } = await listEntries(key, { actor: `api:${keyIdOf(key)}` });
    expect(body.total).toBe(events.length);
  });

  it("begins at start and ends before end", async () => {
    const [from, to] = [all[15]?.recorded_at ?? "", all[5]?.recorded_at ?? ""];
    const { body } = await listEntries(key, { start: from, end: to, limit: "1000" });
    const meant = all.filter((e) => e.recorded_at >= from && e.recorded_at < to);
    expect(body.data).toEqual(meant);
    expect(body.data.length).toBeGreaterThan(0);
    expect((await listEntries(key, { start: to, end: from })).body.total).toBe(0);
  });

  it("takes a bare date as that whole day, in UTC or in tz", async () => {
    const day = all[0]?.recorded_at.slice(0, 10) ?? "";
    const first = all.at(-1)?.recorded_at.slice(0, 10) ?? "";
    const { body } = await listEntries(key, { start: first, end: day });
    expect(body.total).toBe(all.length);
    const old = await listEntries(key, { end: "2020-01-01", tz: "Pacific/Auckland" });
    expect(old.body.total).toBe(0);
  });
});

describe("pages", () => {
  const queries = ["", "action=contact.updated", "client=acme,internal&order=asc"];

  it.each(queries)("by cursor join to the whole list: %s", async (query) => {
    const whole = await idsOf(key, `limit=1000&${query}`);
    const joined: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const next: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const { body } = await listEntries(key, `limit=4&${query}${next}`);
      expect(body.total).toBe(whole.length);
      joined.push(...body.data.map(({ id }) => id));
      cursor = body.next_cursor;
    }
    expect(joined).toEqual(whole);
  });

  it.each(queries)("by offset join to the whole list: %s", async (query) => {
    const whole = await idsOf(key, `limit=1000&${query}`);
    const joined: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 5) {
      joined.push(...(await idsOf(key, `limit=5&offset=${offset}&${query}`)));
    }
    expect(joined).toEqual(whole);
    expect(await idsOf(key, `offset=${whole.length}&${query}`)).toEqual([]);
  });

  it("of a key of one client go by its own positions", async () => {
    const whole = await idsOf(acmeKey, "limit=1000");
    expect(whole).toEqual(all.filter((e) => e.client === "acme").map(({ id }) => id));
    const { body } = await listEntries(acmeKey, "limit=3");
    expect(body.next_cursor).toBe(String(body.data.at(-1)?.sidx));
    const rest = await idsOf(acmeKey, `limit=1000&cursor=${body.next_cursor}`);
    expect([...body.data.map(({ id }) => id), ...rest]).toEqual(whole);
  });

  it("that end exactly at the end name no next one", async () => {
    const { body } = await listEntries(key, { limit: String(all.length) });
    expect([body.data.length, body.next_cursor]).toEqual([all.length, null]);
  });
});

describe("a query that cannot be used", () => {
  it.each([
    ["limit=0", "?limit"],
    ["limit=1001", "?limit"],
    ["offset=-1", "?offset"],
    ["cursor=abc", "?cursor"],
    ["offset=1&cursor=2", "?offset"],
    ["order=up", "?order"],
    ["tz=Mars", "?tz"],
    ["start=yesterday", "?start"],
    ["end=21/11/2026", "?end"],
    ["ip=300.0.0.1", "?ip"],
    ["status=ok", "?status"],
    ["colour=red", "?colour"],
    ["user=a&actor=b", "?actor"],
    ["action=a%20b", "?action"],
    ["q=a%00b", "?q"],
    ["action=", "?action"],
  ])("%s answers 400 and names the parameter", async (query, pointer) => {
    const answer = await listEntries(key, query);
    expect([answer.status, answer.body.code]).toEqual([400, "query.invalid"]);
    expect(answer.body.errors.map((error) => error.pointer)).toContain(pointer);
    expect(answer.body.errors.every(({ detail }) => detail !== "")).toBe(true);
  });
});
