import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import { createApiKeyParts, formatApiKey, parseApiKey } from "@/lib/access/api-key";
import type { KeyScope } from "@/lib/access/policy";
import { flushFolds } from "@/lib/runtime/fold";
import {
  findEntryById,
  keyIdOf,
  listEntries,
  makeKey,
  sendEvents,
} from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

let database: TestDatabase;
let organization: TestOrganization;
let reader: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
  reader = await makeKey(organization);
});

afterAll(async () => {
  await database.drop();
});

/** What the log says of a key, newest first. */
async function entriesAbout(key: string, action: string) {
  const query = { action, actor: `api:${keyIdOf(key)}` };
  return (await listEntries(reader, query)).body.data;
}

async function closeWindows(): Promise<void> {
  await database.admin`
    update custody.folded_events set window_start_at = window_start_at - interval '1 hour'`;
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    await flushFolds();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}

async function changeKey(key: string, column: "revoked_at" | "expires_at") {
  await database.admin`
    update custody.api_keys set ${database.admin(column)} = now() - interval '1 second'
    where id = ${keyIdOf(key)}`;
}

function withOtherSecret(key: string): string {
  const parts = parseApiKey(key);
  if (!parts) throw new Error("not a key");
  return formatApiKey({ ...parts, secret: createApiKeyParts("live").secret });
}

describe("a key without the scope of a route", () => {
  const cases: [
    scopes: KeyScope[],
    attempt: (key: string) => Promise<{ status: number }>,
  ][] = [
    [["audit:read", "audit:export"], (key) => sendEvents(key, { action: "a.done" })],
    [["events:write"], (key) => listEntries(key)],
    [["audit:export"], (key) => findEntryById(key, "evt_1")],
  ];

  it.each(cases)(
    "of %j is refused and logged with the reason",
    async (scopes, attempt) => {
      const key = await makeKey(organization, scopes);
      expect((await attempt(key)).status).toBe(403);
      const [denied, ...more] = await entriesAbout(key, "access.denied");
      expect(more).toHaveLength(0);
      expect(denied).toMatchObject({
        outcome: "denied",
        actor: { type: "api_key", id: keyIdOf(key) },
        target: { type: "permission" },
      });
      expect(denied?.reason).toMatch(/^the key lacks the scope /);
    },
  );

  it("is logged once at once, and its repeats as one count afterwards", async () => {
    const key = await makeKey(organization, ["audit:read"]);
    for (let attempt = 0; attempt < 7; attempt += 1) {
      expect((await sendEvents(key, { action: "a.done" })).status).toBe(403);
    }
    expect(await entriesAbout(key, "access.denied")).toHaveLength(1);
    await closeWindows();
    const [folded, first, ...more] = await entriesAbout(key, "access.denied");
    expect(more).toHaveLength(0);
    expect(first?.metadata).toEqual({});
    expect(folded).toMatchObject({
      outcome: "denied",
      reason: first?.reason,
      actor: { id: keyIdOf(key) },
      metadata: { count: 6 },
    });
    await closeWindows();
    expect(await entriesAbout(key, "access.denied")).toHaveLength(2);
  });
});

describe("a key that is known and refused", () => {
  it.each([
    ["the key is revoked", "revoked_at"],
    ["the key has expired", "expires_at"],
  ] as const)("because %s is logged with that reason", async (reason, column) => {
    const key = await makeKey(organization);
    expect((await listEntries(key)).status).toBe(200);
    await changeKey(key, column);
    for (const answer of [
      await listEntries(key),
      await sendEvents(key, { action: "a" }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([401, "access.unauthenticated"]);
      expect(answer.text).not.toContain(reason);
    }
    const refusals = await entriesAbout(key, "api_key.refused");
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({
      outcome: "denied",
      reason,
      target: { type: "api_key", id: keyIdOf(key) },
    });
  });

  it("because its secret is wrong is logged, and answered like an unknown key", async () => {
    const key = await makeKey(organization);
    const wrong = await listEntries(withOtherSecret(key));
    const unknown = await listEntries(formatApiKey(createApiKeyParts("live")));
    const said = (body: typeof wrong.body) => ({ ...body, request_id: "" });
    expect(said(wrong.body)).toEqual(said(unknown.body));
    expect(wrong.status).toBe(401);
    const [refusal] = await entriesAbout(key, "api_key.refused");
    expect(refusal).toMatchObject({ outcome: "denied", reason: "wrong secret" });
  });

  it("stores nothing of what it sent", async () => {
    const key = await makeKey(organization);
    await changeKey(key, "revoked_at");
    await sendEvents(key, { action: "smuggled.in" });
    const { total } = (await listEntries(reader, { action: "smuggled.in" })).body;
    expect(total).toBe(0);
  });
});

describe("the Authorization header", () => {
  it("names its scheme in any case, and holds the key exactly", async () => {
    const key = await makeKey(organization);
    const bearing = (authorization: string) =>
      sendEvents("", { action: "a.done" }, { authorization });
    expect((await bearing(`bearer ${key}`)).status).toBe(201);
    const wrong = [
      key,
      `Basic ${key}`,
      `Bearer ${key.toLowerCase()}`,
      `Bearer ${key.replace("cus_live", "cus_demo")}`,
      `Bearer ${key} x`,
      `Bearer ${key},${key}`,
      "Bearer",
    ];
    for (const header of wrong) expect((await bearing(header)).status).toBe(401);
  });
});

describe("reads", () => {
  it("become one api_key.used a route, with the exact count, misses included", async () => {
    const key = await makeKey(organization, ["audit:read"]);
    for (let read = 0; read < 5; read += 1) await listEntries(key, "limit=1");
    expect((await listEntries(key, "limit=none")).status).toBe(400);
    expect((await findEntryById(key, "evt_nothing")).status).toBe(404);
    expect(await entriesAbout(key, "api_key.used")).toHaveLength(0);
    await closeWindows();
    const used = await entriesAbout(key, "api_key.used");
    const counts = used.map(({ metadata }) => [metadata.route, metadata.count]);
    expect(Object.fromEntries(counts)).toEqual({
      "GET /api/v1/audit-logs": 6,
      "GET /api/v1/audit-logs/{id}": 1,
    });
    expect(used[0]).toMatchObject({
      outcome: "success",
      target: { type: "api_key", id: keyIdOf(key) },
      key_id: keyIdOf(key),
    });
  });

  it("of a key of one client are told in that client's stream", async () => {
    const key = await makeKey(organization, ["audit:read"], "acme");
    await listEntries(key);
    await closeWindows();
    const [used] = await entriesAbout(key, "api_key.used");
    expect([used?.client, used?.metadata.count]).toEqual(["acme", 1]);
  });

  it("leave a log that is polled drained once its windows are told", async () => {
    const key = await makeKey(organization, ["audit:read"]);
    await listEntries(key);
    await closeWindows();
    const before = (await listEntries(key)).body.total;
    expect((await listEntries(key)).body.total).toBe(before);
  });
});
