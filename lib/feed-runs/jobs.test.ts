import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pauseFeed, replayFeed, resumeFeed } from "@/lib/feeds/mutations";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { appendTickets, makeFeed, readFeed, runFeeds } from "@/testing/feeds";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { inWorker } from "@/testing/rules";
import { takeFeed } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let receiver: Receiver;
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  receiver = await startReceiver();
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
});

afterEach(async () => {
  await receiver.close();
  await database.admin`update custody.feeds set is_enabled = false`;
});

afterAll(() => database.drop());

const make = (wish: Partial<Parameters<typeof makeFeed>[1]> = {}) =>
  makeFeed(northwind, { address: receiver.url, ...wish });
const run = () => runFeeds(database, [receiver.host]);
const find = (id: string) => readFeed(northwind, id);
const append = (from: number, count: number) => appendTickets(northwind, from, count);
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const idOf = ({ target }: { target: { id: string } | null }) => target?.id;

describe("a feed of webhook batches", () => {
  it("sends what comes in, in order, signed, and only once while all is well", async () => {
    const { id, secret } = await make({ query: "entity=ticket" });
    await append(1, 3);
    await run();
    await append(4, 2);
    await run();
    await run();
    expect(bodies().map(({ data }) => data.entries.length)).toEqual([3, 2]);
    const [first] = receiver.received;
    const headers = first?.headers as Record<string, string>;
    expect(new Webhook(secret ?? "").verify(first?.body ?? "", headers)).toBeTruthy();
    const [batch] = bodies();
    const places = batch.data.entries.map(({ idx }: { idx: number }) => idx);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(batch.data.entries[0]).toMatchObject({
      client: "acme",
      action: "ticket.status_changed",
    });
    expect(headers["webhook-id"]).toBe(`${id}_${places[0]}_${places.at(-1)}`);
    expect(await find(id)).toMatchObject({ sentCount: 5, failureCount: 0 });
  });

  it("begins with what comes next: the first entry that leaves says that it was made", async () => {
    await append(1, 3);
    await make();
    await append(4, 1);
    await run();
    const sent = bodies().flatMap(({ data }) => data.entries);
    const told = sent.map(({ action }: { action: string }) => action);
    expect(told).toEqual(["feed.created", "ticket.status_changed"]);
  });

  it("has its filter: what it does not select never leaves", async () => {
    const { id } = await make({ query: "entity=ticket&id=2" });
    await append(1, 3);
    await run();
    expect(
      bodies()
        .flatMap(({ data }) => data.entries)
        .map(idOf),
    ).toEqual(["2"]);
    expect((await find(id))?.sentCount).toBe(1);
  });

  it("that is down loses nothing: it gets the same again, and the log says since when", async () => {
    const { id } = await make({ query: "entity=ticket" });
    await append(1, 2);
    receiver.answer = (response) => response.writeHead(503).end();
    await run();
    await append(3, 1);
    await run();
    expect(await find(id)).toMatchObject({
      failureCount: 2,
      lastError: "the receiver answered 503",
      sentCount: 0,
    });
    receiver.answer = (response) => response.end("fine");
    await run();
    expect(await find(id)).toMatchObject({ failureCount: 0, failingSince: null });
    const taken = bodies()
      .slice(2)
      .flatMap(({ data }) => data.entries);
    expect(taken.map(idOf)).toEqual(["1", "2", "3"]);
    const failed = await listTold(database, northwind, "feed.failed");
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ outcome: "failed", target: { id } });
    expect(await listTold(database, northwind, "feed.recovered")).toHaveLength(1);
  });

  it("taken by a worker that died is sent by the next one, from the same entry", async () => {
    const { id } = await make({ query: "entity=ticket" });
    await append(1, 2);
    const { organizationId } = northwind;
    await inWorker(database, async () => {
      expect(await takeFeed({ organizationId, id })).not.toBeNull();
      expect(await takeFeed({ organizationId, id })).toBeNull();
    });
    await run();
    expect(
      bodies()
        .flatMap(({ data }) => data.entries)
        .map(idOf),
    ).toEqual(["1", "2"]);
  });

  it("is paused, resumed and sent back to an entry, each of which is in the log", async () => {
    const { id } = await make({ query: "entity=ticket" });
    await append(1, 2);
    await run();
    await pauseFeed(northwind.ctx, { id });
    await append(3, 1);
    await run();
    expect(receiver.received).toHaveLength(1);
    await resumeFeed(northwind.ctx, { id });
    await run();
    expect(
      bodies()
        .flatMap(({ data }) => data.entries)
        .map(idOf),
    ).toEqual(["1", "2", "3"]);
    const [first] = bodies()[0].data.entries;
    await replayFeed(northwind.ctx, { id, fromIdx: first.idx });
    await run();
    expect(bodies().at(-1).data.entries.map(idOf)).toEqual(["1", "2", "3"]);
    await expect(
      replayFeed(northwind.ctx, { id, fromIdx: 1_000_000 }),
    ).rejects.toMatchObject({ facts: { errors: [{ pointer: "/fromIdx" }] } });
    for (const action of ["feed.paused", "feed.resumed", "feed.replayed"]) {
      expect(await listTold(database, northwind, action), action).toHaveLength(1);
    }
  });
});

describe("what a feed keeps to itself", () => {
  it("address and token stand in no entry and, in the database, only sealed", async () => {
    const address = `${receiver.url}?key=very-secret-key`;
    await make({ channel: "splunk", address });
    const [row] = await database.admin<{ text: string }[]>`
      select string_agg(f::text, ' ') as text from custody.feeds f`;
    expect(row?.text).not.toContain("very-secret-key");
    expect(row?.text).not.toContain("token-1");
    const [entries] = await database.admin<{ text: string }[]>`
      select string_agg(array_to_string(fields, ' '), ' ') as text from custody.entries`;
    expect(entries?.text).toContain("feed.created");
    expect(entries?.text).not.toContain("very-secret-key");
    expect(entries?.text).not.toContain("token-1");
  });

  it("refuses a filter that names a time, and CEF where lines of text cannot go", async () => {
    await expect(make({ query: "range=30d" })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/query" }] },
    });
    await expect(make({ form: "cef" })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/form" }] },
    });
  });
});
