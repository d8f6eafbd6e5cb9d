import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestDatabase } from "@/testing/database";
import { appendTickets, makeFeed, readFeed, runFeeds } from "@/testing/feeds";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { startSyslogServer } from "@/testing/syslog-server";

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
const run = (hosts = [receiver.host], ca?: null) => runFeeds(database, hosts, ca);
const find = (id: string) => readFeed(northwind, id);
const append = (from: number, count: number) => appendTickets(northwind, from, count);
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const idOf = ({ target }: { target: { id: string } | null }) => target?.id;

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
