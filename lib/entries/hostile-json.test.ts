import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, findEntryById, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { readJson } from "@/testing/hostile-text";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { describeShared, sharedDir } from "@/testing/shared-data";

let database: TestDatabase;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  key = await makeKey(await makeOrganization("northwind"));
});

afterAll(async () => {
  await database.drop();
});

const suite = join(sharedDir, "fuzz/jsontestsuite/test_parsing");

function filesOf(prefix: string): string[] {
  return readdirSync(suite).filter((file) => file.startsWith(prefix));
}

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(suite, file)));
}

const types = ["application/json", "application/x-ndjson"];

describeShared("JSONTestSuite as the body of POST /events (T-41)", () => {
  it("is the whole suite", () => {
    const counts = ["n_", "y_", "i_"].map((prefix) => filesOf(prefix).length);
    expect(counts).toEqual([188, 95, 35]);
  });

  it.each(filesOf("n_"))("%s is not JSON: 400", async (file) => {
    const answer = await sendEvents(key, bytesOf(file));
    expect(answer.status).toBe(400);
    expect(answer.body.code).toMatch(/^request\.(malformed|empty)$/);
  });

  it.each(filesOf("y_"))(
    "%s is JSON: stored, or 422 by what an event is",
    async (file) => {
      const answer = await sendEvents(key, bytesOf(file));
      expect([200, 201, 422]).toContain(answer.status);
    },
  );

  it.each(filesOf("y_"))(
    "%s inside an event is kept, or 422 says why not",
    async (file) => {
      const text = Buffer.from(bytesOf(file)).toString("utf8");
      const meant = JSON.parse(text, (_, value) => (value === 0 ? 0 : value));
      const answer = await sendEvents(key, `{"action":"a.done","request":${text}}`);
      if (answer.status === 422) {
        expect(answer.body.errors[0]?.detail).toMatch(
          /twice|U\+0000|surrogate|change its value/,
        );
        return;
      }
      expect(answer.status).toBe(201);
      const read = await findEntryById(key, answer.body.entries[0]?.id ?? "");
      expect(read.body.data[0]?.request).toEqual(meant);
    },
  );

  it.each(filesOf(""))("%s is never an error of ours", async (file) => {
    for (const type of types) {
      const answer = await sendEvents(key, bytesOf(file), { "content-type": type });
      expect(answer.status).toBeLessThan(500);
    }
  });
});

type Hostile = { raw?: string; gen?: string; N?: number[]; expect: string };

describeShared("the hostile documents of the fuzz corpus (T-42)", () => {
  const { vectors } = readJson<{ vectors: Hostile[] }>("own/json-hostile.json");
  const raw = vectors.flatMap(({ raw }) => (raw === undefined ? [] : [raw]));
  const kept = new Map<string, unknown>([
    ...[
      '{"__proto__":{"role":"owner"}}',
      '{"constructor":{"prototype":{"role":"owner"}}}',
      '{"toString":1,"hasOwnProperty":2,"then":3,"toJSON":4}',
    ].map((text) => [text, JSON.parse(text)] as const),
    ['{"n":-0}', { n: 0 }],
    ['{"n":1.10}', { n: 1.1 }],
    ["null", null],
    ["[]", []],
  ]);

  it("are all here", () => {
    expect([vectors.length, raw.length]).toEqual([23, 16]);
  });

  it.each(raw)("%j alone is refused: it is no event", async (body) => {
    const answer = await sendEvents(key, body);
    expect([400, 422]).toContain(answer.status);
  });

  it.each(raw)("%j inside an event is kept as data or refused", async (value) => {
    const answer = await sendEvents(key, `{"action":"a.done","response":${value}}`);
    if (!kept.has(value)) {
      expect([400, 422]).toContain(answer.status);
      return;
    }
    expect(answer.status).toBe(201);
    const read = await findEntryById(key, answer.body.entries[0]?.id ?? "");
    expect(read.body.data[0]?.response).toEqual(kept.get(value));
    expect(Object.hasOwn(Object.prototype, "role")).toBe(false);
  });

  it.each([64, 65, 1000, 5000, 100_000, 1_000_000])(
    "%i levels answer 422",
    async (depth) => {
      const deep = "[".repeat(depth) + "]".repeat(depth);
      expect((await sendEvents(key, deep)).status).toBe(422);
      const inside = `{"action":"a.done","metadata":{"deep":${deep}}}`;
      expect((await sendEvents(key, inside)).status).toBe(422);
    },
  );

  it.each([1000, 100_000])(
    "%i keys are kept or too large, never an error",
    async (count) => {
      const keys = Array.from({ length: count }, (_, at) => `"k${at}":${at}`).join(",");
      const answer = await sendEvents(key, `{"action":"a.done","metadata":{${keys}}}`);
      expect(answer.status).toBe(count === 1000 ? 201 : 413);
      const before = `{"action":"a.done","before":{${keys}},"after":{}}`;
      expect((await sendEvents(key, before)).status).toBe(count === 1000 ? 201 : 413);
    },
  );

  it.each([65_536, 1_048_576, 104_857_600])(
    "a text of %i bytes is taken or 413",
    async (n) => {
      const text = Buffer.alloc(n, "x").toString();
      const answer = await sendEvents(key, `{"action":"a.done","reason":"${text}"}`);
      expect(answer.status).toBe(n === 65_536 ? 422 : 413);
      const metadata = await sendEvents(
        key,
        `{"action":"a.done","metadata":{"text":"${text}"}}`,
      );
      expect(metadata.status).toBe(n === 65_536 ? 201 : 413);
    },
  );

  it("a compressed body is refused before it is unpacked", async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(10_000_000)));
    for (const encoding of ["gzip", "br", "deflate", "x-gzip, identity"]) {
      const answer = await sendEvents(key, bomb, { "content-encoding": encoding });
      expect(answer.status).toBe(415);
    }
  });

  it("lines of which one is wrong store none, and the line is named", async () => {
    const before = await countEntries();
    const lines = ['{"action":"a.done"}', '{"action":"b.done"}', '{"action":7}'];
    const answer: Answer = await sendEvents(key, lines.join("\n"), {
      "content-type": "application/x-ndjson",
    });
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([
      422,
      "/events/2/action",
    ]);
    expect(await countEntries()).toBe(before);
  });
});

async function countEntries(): Promise<number> {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from custody.entries`;
  return row?.count ?? 0;
}

describe("a body that never ends", () => {
  it("is cut off at the limit of a request", async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1 << 20).fill(0x20)),
    });
    const { handleAppend } = await import("./handlers");
    const request = new Request("http://localhost/api/v1/events", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    const answer = await handleAppend(request, { params: Promise.resolve({}) });
    expect(answer.status).toBe(413);
  });
});
