import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Entry, EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { type LiveReader, readLive } from "@/testing/live-reader";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { handleStream } from "./handlers";

let database: TestDatabase;
let organization: TestOrganization;
let other: TestOrganization;
let key: string;
let aborts: AbortController[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  other = await makeOrganization("contoso");
  key = await makeKey(organization);
});

afterEach(() => {
  for (const abort of aborts) abort.abort();
  aborts = [];
});

afterAll(async () => {
  await database.drop();
});

async function open(secret: string, query = "", headers: Record<string, string> = {}) {
  const abort = new AbortController();
  aborts.push(abort);
  const request = new Request(`http://localhost/api/v1/audit-logs/stream?${query}`, {
    headers: { authorization: `Bearer ${secret}`, ...headers },
    signal: abort.signal,
  });
  const response = await handleStream(request, { params: Promise.resolve({}) });
  return { response, abort };
}

async function follow(...given: Parameters<typeof open>): Promise<LiveReader> {
  const { response } = await open(...given);
  expect(response.status).toBe(200);
  return readLive(response.body);
}

function append(to: TestOrganization, events: EventInput[]) {
  const received = events.map((event, at) => ({ event, pointer: `/events/${at}` }));
  return appendEvents(to.ctx, received);
}

function ticket(id: string, client?: string): EventInput {
  return { action: "ticket.updated", target: { type: "ticket", id }, client };
}

const idOf = ({ data }: { data: unknown }) => (data as Entry).target?.id;

describe("a stream of the log", () => {
  it("tells what is stored after it was opened, as the API shows it", async () => {
    const live = await follow(key, "action=ticket.*");
    const { entries } = await append(organization, [ticket("1", "acme"), ticket("2")]);
    const events = await live.take(2);
    expect(events.map(idOf)).toEqual(["1", "2"]);
    expect(events.map(({ id }) => id)).toEqual(entries.map(({ idx }) => idx));
    expect(events[0]?.event).toBe("entry");
    expect(Object.keys(events[0]?.data as Entry)).toContain("org_hash");
  });

  it("tells only what its filter selects", async () => {
    const live = await follow(key, "entity=ticket&id=7,9&client=acme");
    await append(organization, [ticket("7"), ticket("8", "acme"), ticket("9", "acme")]);
    await append(organization, [ticket("7", "acme")]);
    expect((await live.take(2)).map(idOf)).toEqual(["9", "7"]);
  });

  it("goes on where the reader left, without a gap and without a repeat", async () => {
    const first = await follow(key, "action=ticket.*");
    await append(organization, [ticket("a"), ticket("b")]);
    const [a] = await first.take(1);
    for (let count = 0; count < 5; count += 1) {
      await append(
        organization,
        Array.from({ length: 90 }, (_, at) => ticket(`${count}-${at}`)),
      );
    }
    const second = await follow(key, "action=ticket.*", { "last-event-id": `${a?.id}` });
    await append(organization, [ticket("last")]);
    const seen = (await second.take(452)).map(idOf);
    const missed = Array.from(
      { length: 450 },
      (_, at) => `${Math.floor(at / 90)}-${at % 90}`,
    );
    expect(seen).toEqual(["b", ...missed, "last"]);
  });

  it("has no gap and no repeat while many write at once", async () => {
    const live = await follow(key, "action=ticket.*");
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => append(organization, [ticket(`w${at}`)])),
    );
    const events = await live.take(40);
    expect(new Set(events.map(idOf)).size).toBe(40);
    const places = events.map(({ id }) => id ?? 0);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it("refuses what means nothing in a stream, and a place that is none", async () => {
    const { response } = await open(key, "limit=5", { "last-event-id": "x" });
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "?limit",
      "#Last-Event-ID",
    ]);
  });
});

describe("nobody's stream", () => {
  it("tells of another organization", async () => {
    const live = await follow(key, "action=ticket.*");
    await append(other, [ticket("canary")]);
    await append(organization, [ticket("mine")]);
    expect((await live.take(1)).map(idOf)).toEqual(["mine"]);
  });

  it("of one client tells of another, nor where the organization's log stands", async () => {
    const limited = await makeKey(organization, ["audit:read"], "acme");
    const live = await follow(limited);
    await append(organization, [
      ticket("no", "globex"),
      ticket("no"),
      ticket("yes", "acme"),
    ]);
    const [event] = await live.take(1);
    const entry = event?.data as Partial<Entry>;
    expect(entry.target?.id).toBe("yes");
    expect(event?.id).toBe(entry.sidx);
    expect(entry.idx).toBeUndefined();
    expect(entry.org_hash).toBeUndefined();
  });

  it("of one client goes on by the client's own numbers", async () => {
    const limited = await makeKey(organization, ["audit:read"], "globex");
    const live = await follow(limited, "action=ticket.*");
    await append(organization, [ticket("g1", "globex")]);
    const [event] = await live.take(1);
    await append(organization, [ticket("x", "acme"), ticket("g2", "globex")]);
    const again = await follow(limited, "action=ticket.*", {
      "last-event-id": String(event?.id),
    });
    await append(organization, [ticket("g3", "globex")]);
    expect((await again.take(2)).map(idOf)).toEqual(["g2", "g3"]);
  });
});

describe("an open stream", () => {
  it("ends within a second after its key is revoked", async () => {
    const doomed = await makeKey(organization, ["audit:read"]);
    const live = await follow(doomed, "action=nothing.at_all");
    await database.admin`
      update custody.api_keys set revoked_at = now() where public_id = ${doomed.split("_")[2]?.slice(0, 8) ?? ""}`;
    const start = performance.now();
    const events = await live.drain();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(events.map(({ event }) => event)).toEqual(["end"]);
    expect((await open(doomed)).response.status).toBe(401);
  });

  it("is one of at most five of its key; one that is closed makes room", async () => {
    const busy = await makeKey(organization, ["audit:read"]);
    const opened = [];
    for (let count = 0; count < 5; count += 1) opened.push(await open(busy));
    const sixth = await open(busy);
    expect(sixth.response.status).toBe(429);
    expect(sixth.response.headers.get("retry-after")).not.toBeNull();
    opened[0]?.abort.abort();
    expect((await open(busy)).response.status).toBe(200);
  });
});
