import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEntryById, listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { readJson } from "@/testing/hostile-text";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { redactValue } from "./redact";

let database: TestDatabase;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  key = await makeKey(await makeOrganization("northwind"));
});

afterAll(async () => {
  await database.drop();
});

/** In how many rows of the whole database a text stands, whatever the table. */
async function countRowsWith(text: string): Promise<number> {
  const tables = await database.admin<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'custody' and c.relkind in ('r', 'p') and not c.relispartition`;
  const counts = await Promise.all(
    tables.map(
      ({ name }) =>
        database.admin<{ count: number }[]>`
          select count(*)::int as count from ${database.admin(name)} t
          where position(${text} in t::text) > 0`,
    ),
  );
  return counts.flat().reduce((sum, { count }) => sum + count, 0);
}

describeShared("the most extreme records of real products", () => {
  const file = join(sharedDir, "corpus/open/extreme_events.ndjson");
  const records = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { why: string[]; raw: string });

  it("are all here", () => {
    expect(records).toHaveLength(25);
  });

  it.each(records)("are kept whole, redaction apart: $why", async ({ raw }) => {
    const body = `{"action":"vendor.record","metadata":{"raw":${raw}},"response":${raw}}`;
    const answer = await sendEvents(key, body);
    expect(answer.status, answer.text).toBe(201);
    const { body: read } = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    const kept = redactValue(JSON.parse(raw));
    expect(read.data[0]?.metadata.raw).toEqual(kept);
    expect(read.data[0]?.response).toEqual(kept);
  });
});

type Secrets = {
  positive: { kind: string; value: string }[];
  negative: { value: string }[];
};

function eventWith(text: string, reference: string) {
  return {
    action: "secret.sent",
    actor: { type: "user", id: "u1", name: text },
    target: { type: "note", id: "1", name: text },
    targets: [{ type: "note", name: `see ${text}` }],
    reason: `because of ${text}.`,
    changes: [{ path: "/note", before: text, after: { deep: [text] } }],
    context: { user_agent: text, request_id: reference },
    request: { body: JSON.stringify({ note: text }), lines: [`a\n${text}\nb`] },
    response: { body: text },
    metadata: { note: text, list: [{ note: `x ${text} y` }] },
  };
}

/** The part of a secret that is worth stealing: its longest run of letters and digits. */
function coreOf(value: string): string {
  const runs = value.match(/[A-Za-z0-9]+/g) ?? [];
  return runs.reduce((best, run) => (run.length > best.length ? run : best), "");
}

describeShared("the synthetic secrets of the fuzz corpus (T-48)", () => {
  const { positive, negative } = readJson<Secrets>("own/secrets-synthetic.json");

  it("are 24, and 12 look-alikes", () => {
    expect([positive.length, negative.length]).toEqual([24, 12]);
  });

  it.each(positive)("$kind is nowhere in the database afterwards", async ({ value }) => {
    const answer = await sendEvents(key, eventWith(value, "secret"), {
      "user-agent": value.split("\n")[0] ?? "",
    });
    expect(answer.status).toBe(201);
    const bare = await sendEvents(
      key,
      { action: "secret.sent" },
      { "user-agent": value.replaceAll("\n", " ") },
    );
    expect(bare.status).toBe(201);
    const { text } = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    expect(text).toContain("[REDACTED]");
    expect(await countRowsWith(coreOf(value))).toBe(0);
  });

  it.each(negative)("the look-alike $value is kept everywhere", async ({ value }) => {
    const event = eventWith(
      value,
      `kept ${negative.findIndex((n) => n.value === value)}`,
    );
    const answer = await sendEvents(key, event);
    const { body } = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    expect(body.data[0]).toMatchObject(event);
  });

  it("a secret sent under a refused key or with a refused event is not kept either", async () => {
    const value = positive[0]?.value ?? "";
    const reader = await makeKey(await makeOrganization("contoso"), ["audit:read"]);
    const headers = { "user-agent": value };
    expect((await sendEvents(reader, eventWith(value, "r"), headers)).status).toBe(403);
    expect((await sendEvents(key, { ...eventWith(value, "r"), idx: 1 })).status).toBe(
      422,
    );
    expect((await listEntries(reader, "")).status).toBe(200);
    expect(await countRowsWith(value)).toBe(0);
  });
});

describeShared("the sensitive names of the fuzz corpus (T-49)", () => {
  const names = readJson<{ substring: string[]; exact: string[]; allow: string[] }>(
    "own/sensitive-keys.json",
  );

  it.each([
    "password",
    "clientSecret",
    "pass-word",
    "API_KEY",
    "X-Api-Key",
    "refreshToken",
  ])("a value named %s is hidden at any depth", async (name) => {
    const value = `plain words ${crypto.randomUUID()}`;
    const answer = await sendEvents(key, {
      action: "secret.named",
      metadata: { [name]: value, deep: [{ [name]: { part: value } }] },
      request: { headers: [{ name, value }], body: { [name]: [value] } },
      before: { [name]: value },
      after: { [name]: `${value} new` },
    });
    expect(answer.status).toBe(201);
    expect(await countRowsWith(value)).toBe(0);
    const { body } = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    expect(body.data[0]?.changes[0]).toMatchObject({
      before: "[REDACTED]",
      after: "[REDACTED]",
    });
  });

  it("an allowed name keeps its value", async () => {
    for (const name of names.allow) {
      const value = `plain words ${crypto.randomUUID()}`;
      await sendEvents(key, { action: "name.allowed", metadata: { [name]: value } });
      expect(await countRowsWith(value), name).toBe(1);
    }
  });
});

describeShared("the hostile times of the fuzz corpus (T-53)", () => {
  const { vectors } = readJson<{ vectors: string[] }>("own/time-hostile.json");

  it.each(vectors)("%s is kept letter by letter or refused", async (time) => {
    const answer = await sendEvents(key, { action: "time.claimed", occurred_at: time });
    if (answer.status === 422) {
      expect(answer.body.errors[0]?.pointer).toBe("/occurred_at");
      return;
    }
    expect(answer.status).toBe(201);
    const { body } = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    expect(body.data[0]?.occurred_at).toBe(time);
  });

  it("that were kept are in the order of their instants, and found by them", async () => {
    const query = { action: "time.claimed", by: "occurred", order: "asc" };
    const { body } = await listEntries(key, query);
    const years = body.data.map((entry) => entry.occurred_at?.slice(0, 4));
    expect(years).toEqual(["1970", "2026", "2026", "2038", "9999"]);
    const late = await listEntries(key, { ...query, start: "2030-01-01" });
    expect(late.body.total).toBe(2);
  });
});

describe("the database", () => {
  it("would be seen to hold a text that is in it", async () => {
    await sendEvents(key, { action: "a.done", metadata: { note: "needle 8b41e8e0" } });
    expect(await countRowsWith("needle 8b41e8e0")).toBe(1);
  });
});
