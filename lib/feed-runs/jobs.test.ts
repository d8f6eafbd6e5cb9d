import { gunzipSync } from "node:zlib";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Channel, Form } from "@/lib/feeds/model";
import { createFeed, pauseFeed, replayFeed, resumeFeed } from "@/lib/feeds/mutations";
import { findFeed } from "@/lib/feeds/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { inWorker } from "@/testing/rules";
import { localhostCertificate, startSyslogServer } from "@/testing/syslog-server";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import { FeedLanes } from "./jobs";
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

type Wish = { channel?: Channel; form?: Form; query?: string; address?: string };

const make = ({
  channel = "webhook",
  form = "custody",
  query = "",
  address,
}: Wish = {}) =>
  createFeed(northwind.ctx, {
    name: "SIEM",
    channel,
    form,
    query,
    begins: "now",
    address: address ?? receiver.url,
    secret:
      channel === "bucket"
        ? JSON.stringify({ keyId: "AKIA", secret: "s3cret", region: "eu-central-1" })
        : "token-1",
  });

/** Everything that is due, and once more what is due at once after it. */
async function run(
  hosts = [receiver.host],
  ca: string | null = localhostCertificate,
): Promise<void> {
  await database.admin`update custody.feeds set due_at = clock_timestamp()`;
  await inWorker(database, async () => {
    const lanes = new FeedLanes({ allow: hosts, ca: ca ?? undefined });
    for (let turn = 0; turn < 3; turn += 1) {
      await lanes.turn();
      await lanes.settle();
    }
  });
}

const find = (id: string) =>
  readInScope(northwind.ctx.scope, (tx) => findFeed(tx, northwind.ctx.scope, id));
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const append = (from: number, howMany: number) =>
  appendEvents(northwind, "acme", ticketEvents(howMany, from));
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

describe("the other ways out", () => {
  it("Splunk's collector gets its envelope, its token and one event an entry", async () => {
    await make({ channel: "splunk", form: "ecs", query: "entity=ticket" });
    await append(1, 2);
    await run();
    const [{ body, headers } = { body: "", headers: {} }] = receiver.received;
    const events = body.split("\n").map((line) => JSON.parse(line));
    expect((headers as Record<string, string>).authorization).toBe("Splunk token-1");
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      sourcetype: "custody:ecs",
      host: northwind.slug,
      event: { ecs: { version: "8.17.0" }, event: { action: "ticket.status_changed" } },
    });
    expect(events[0].time).toBeCloseTo(
      Date.parse(events[0].event["@timestamp"]) / 1000,
      3,
    );
  });

  it("an OpenTelemetry collector gets log records, and what it refuses is not delivered", async () => {
    const { id } = await make({ channel: "otlp", form: "ocsf", query: "entity=ticket" });
    await append(1, 2);
    receiver.answer = (response) =>
      response.end(JSON.stringify({ partialSuccess: { rejectedLogRecords: "1" } }));
    await run();
    expect((await find(id))?.lastError).toBe("the receiver refused 1 of the entries");
    receiver.answer = (response) => response.end("{}");
    await run();
    const { logRecords } = bodies().at(-1).resourceLogs[0].scopeLogs[0];
    expect(logRecords).toHaveLength(2);
    expect(JSON.parse(logRecords[0].body.stringValue)).toMatchObject({
      metadata: { version: "1.3.0", event_code: "ticket.status_changed" },
      class_uid: 3004,
      type_uid: 300403,
    });
    expect((await find(id))?.sentCount).toBe(2);
  });

  it("a bucket gets signed objects of gzipped NDJSON, named by the places they hold", async () => {
    const { id } = await make({ channel: "bucket", query: "entity=ticket" });
    await append(1, 2);
    const paths: string[] = [];
    const raw: Buffer[] = [];
    await receiver.close();
    const { createServer } = await import("node:http");
    const server = createServer((request, response) => {
      paths.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      request.on("data", (chunk: Buffer) => raw.push(chunk));
      request.on("end", () => response.end());
    });
    await new Promise<void>((resolve) =>
      server.listen(Number(new URL(receiver.url).port), "127.0.0.1", resolve),
    );
    await run();
    await new Promise((resolve) => server.close(resolve));
    const lines = gunzipSync(Buffer.concat(raw)).toString("utf8").trim().split("\n");
    expect(lines.map((line) => idOf(JSON.parse(line)))).toEqual(["1", "2"]);
    expect(paths[0]).toMatch(
      new RegExp(
        `^PUT /hook/${id}/\\d{4}/\\d\\d/\\d\\d/\\d{12}-\\d{12}\\.ndjson\\.gz AWS4-HMAC`,
      ),
    );
    receiver = await startReceiver();
  });

  it("a syslog server gets RFC 5424 over TLS, as JSON or CEF, one message an entry", async () => {
    const server = await startSyslogServer("tls");
    const { address, host } = server;
    await make({ channel: "syslog", address, query: "entity=ticket&id=1" });
    await make({ channel: "syslog", form: "cef", address, query: "entity=ticket&id=2" });
    await append(1, 2);
    await run([host]);
    expect(server.messages).toHaveLength(2);
    const [json, cef] = [...server.messages].sort((left) =>
      left.includes("CEF") ? 1 : -1,
    );
    expect(json).toMatch(
      new RegExp(
        `^<110>1 \\d{4}-\\S+Z ${northwind.slug} custody - ticket\\.status_changed - \\{`,
      ),
    );
    expect(cef).toMatch(/ CEF:0\|Custody\|Custody\|1\|ticket\.status_changed\|/);
    await server.close();
  });

  it("a syslog server that is down, or that nobody vouches for, takes nothing", async () => {
    const server = await startSyslogServer("tls");
    const { address, host } = server;
    const { id } = await make({ channel: "syslog", address, query: "entity=ticket" });
    await append(1, 1);
    await run([]);
    expect((await find(id))?.lastError).toContain("private network");
    await server.close();
    await run([host]);
    expect((await find(id))?.lastError).toContain("ECONNREFUSED");
    expect(await find(id)).toMatchObject({ sentCount: 0, failureCount: 2 });
    expect(server.messages).toEqual([]);
  });

  it("a syslog server whose certificate nobody trusts takes nothing", async () => {
    const server = await startSyslogServer("tls");
    const { address, host } = server;
    const { id } = await make({ channel: "syslog", address, query: "entity=ticket" });
    await append(1, 1);
    await run([host], null);
    expect((await find(id))?.lastError).toContain("self-signed certificate");
    expect(server.messages).toEqual([]);
    await server.close();
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
