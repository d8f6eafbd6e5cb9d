import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEntryById, listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";

let database: TestDatabase;
/** Whoever must not see the canaries, and an entry that holds them all. */
const readers: Record<string, string> = {};
const canaryIds: Record<string, string> = {};
let canaryCursor = "";

const word = "canarywren";
const address = "192.0.2.77";

const canary = {
  action: `${word}.sung`,
  actor: { type: "user", id: word, email: `${word}@msp.example`, name: word, role: word },
  target: { type: word, id: word, name: word, url: `https://${word}.example` },
  targets: [{ type: word, id: word, name: word }],
  category: word,
  reason: word,
  changes: [{ path: `/${word}`, before: word, after: word }],
  context: { ip: address, user_agent: word, session_id: word, request_id: word },
  request: { body: word },
  response: { body: word },
  metadata: { [word]: word },
};
const harmless = { action: "ticket.created", target: { type: "ticket", id: "1" } };

beforeAll(async () => {
  database = await openTestDatabase();
  const x = await makeOrganization("northwind", ["acme", `${word}-client`]);
  const y = await makeOrganization("contoso", ["acme", `${word}-client`]);
  const writers = { x: await makeKey(x), y: await makeKey(y) };
  readers["another organization"] = await makeKey(
    await makeOrganization("fabrikam", ["acme"]),
    ["audit:read", "events:write"],
  );
  readers["another client"] = await makeKey(x, ["audit:read", "events:write"], "acme");
  const about = { client: `${word}-client` };
  for (const [name, key] of Object.entries(writers)) {
    const sent = await sendEvents(key, { events: [{ ...canary, ...about }, canary] });
    canaryIds[name] = sent.body.entries[0]?.id ?? "";
  }
  for (const reader of Object.values(readers)) {
    const events = Array.from({ length: 5 }, () => harmless);
    expect((await sendEvents(reader, { events })).status).toBe(201);
  }
  const page = await listEntries(writers.y, "limit=1");
  canaryCursor = page.body.next_cursor ?? "";
  expect((await listEntries(writers.y, { q: word })).body.total).toBeGreaterThan(1);
});

afterAll(async () => {
  await database.drop();
});

const filters: [name: string, value: string][] = [
  ["q", word],
  ["q", `"${word}"`],
  ["action", `${word}.sung`],
  ["action", `${word}*`],
  ["category", word],
  ["entity", word],
  ["id", word],
  ["entity_id", word],
  ["actor", word],
  ["user", `${word}@msp.example`],
  ["ip", address],
  ["ip", "192.0.2.0/24"],
  ["ua", word],
  ["session", word],
  ["request", word],
  ["client", `${word}-client`],
];

describe.each(["another organization", "another client"])("%s", (who) => {
  it.each(filters)("finds nothing by %s=%s (T-03, T-05)", async (name, value) => {
    for (const order of ["asc", "desc"]) {
      const answer = await listEntries(readers[who] ?? "", { [name]: value, order });
      expect([answer.status, answer.body.total]).toEqual([200, 0]);
      expect(answer.body.data).toEqual([]);
      expect(answer.text).not.toContain(word);
    }
  });

  it.each(filters)("meets nothing new by excluding %s=%s", async (name, value) => {
    const reader = readers[who] ?? "";
    const whole = (await listEntries(reader, "limit=1000")).body;
    const { text, body } = await listEntries(reader, {
      [name]: `-${value}`,
      limit: "1000",
    });
    expect(body).toEqual(whole);
    expect(text).not.toContain(word);
  });

  it("answers the same for an entry that is not its own as for a random id (T-02)", async () => {
    const reader = readers[who] ?? "";
    const random = "evt_01M7YTS443T653GHSR9DQPPDTG";
    const unknown = await findEntryById(reader, random);
    expect(unknown.status).toBe(404);
    for (const id of Object.values(canaryIds)) {
      const foreign = await findEntryById(reader, id);
      const said = (text: string, own: string, requestId: string) =>
        text.replaceAll(own, "ID").replaceAll(requestId, "REQUEST");
      expect(said(foreign.text, id, foreign.body.request_id)).toBe(
        said(unknown.text, random, unknown.body.request_id),
      );
      expect([...foreign.headers]).toEqual([...unknown.headers]);
    }
  });

  it("gets its own rows, or none, by a cursor issued to others (T-04)", async () => {
    const reader = readers[who] ?? "";
    const own = (await listEntries(reader, "limit=1000")).body.data.map(({ id }) => id);
    for (const cursor of [canaryCursor, "0", "999999999"]) {
      for (const order of ["asc", "desc"]) {
        const answer = await listEntries(reader, { cursor, order, limit: "1000" });
        expect(answer.body.data.every(({ id }) => own.includes(id))).toBe(true);
        expect(answer.text).not.toContain(word);
      }
    }
  });

  it("sees no trace of the others whatever it asks (T-12)", async () => {
    const part = fc.oneof(
      fc.constantFrom(...filters),
      fc.constantFrom<[string, string]>(
        ["status", "success"],
        ["order", "asc"],
        ["by", "occurred"],
        ["offset", "1"],
        ["cursor", canaryCursor],
        ["start", "2020-01-01"],
        ["client", "internal"],
        ["client", "acme"],
        ["actor", "type:user"],
        ["entity", `ticket,${word}`],
        ["limit", "1000"],
      ),
    );
    const query = fc.array(part, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(query, async (pairs) => {
        const search = new URLSearchParams(pairs).toString();
        const answer = await listEntries(readers[who] ?? "", search);
        expect([200, 400]).toContain(answer.status);
        const hears = answer.status === 200 ? answer.text : "";
        expect(hears).not.toContain(word);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a key of one client", () => {
  const reader = () => readers["another client"] ?? "";

  it("is refused a client parameter given twice", async () => {
    const answer = await listEntries(reader(), "client=acme&client=canarywren-client");
    expect(answer.status).toBe(400);
  });

  it("never sees a position or a hash of the whole log", async () => {
    const { body } = await listEntries(reader(), "limit=1000");
    const [entry] = body.data;
    for (const shown of [
      ...body.data,
      (await findEntryById(reader(), entry?.id ?? "")).body.data[0],
    ]) {
      expect(Object.keys(shown ?? {})).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(idx|org_hash|org_prev_hash)$/)]),
      );
      expect(shown?.sidx).toBeTypeOf("number");
    }
  });

  it("cannot measure positions by a frozen view either", async () => {
    const answer = await listEntries(reader(), "upto=3");
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([400, "?upto"]);
  });
});
