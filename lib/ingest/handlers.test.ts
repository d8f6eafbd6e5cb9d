import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/api-keys/mutations";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { handleIngest } from "./handlers";

let database: TestDatabase;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  const { ctx } = await makeOrganization("northwind");
  const scopes = ["events:write" as const];
  const wanted = { name: "feed", scopes, clientSlug: null, expiresAt: null };
  ({ key } = await createApiKey(ctx, wanted));
});

afterAll(async () => {
  await database.drop();
});

function send(source: string, body: BodyInit, headers: Record<string, string> = {}) {
  const url = `http://localhost/api/v1/ingest/${source}`;
  const authorization = `Bearer ${key}`;
  const request = new Request(url, {
    method: "POST",
    body,
    headers: { authorization, ...headers },
  });
  return handleIngest(request, { params: Promise.resolve({ source }) });
}

function record(id: string) {
  return {
    eventVersion: "1.08",
    eventID: id,
    eventTime: "2026-11-20T10:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    userIdentity: { type: "IAMUser", userName: "bob", accountId: "123456789012" },
    sourceIPAddress: "203.0.113.7",
    requestParameters: { userName: "mallory" },
  };
}

describe("a vendor's feed", () => {
  it("takes a list, an envelope, lines and gzip, and answers with one entry each", async () => {
    const bodies: BodyInit[] = [
      JSON.stringify([record("a-1")]),
      JSON.stringify({ Records: [record("a-2"), record("a-3")] }),
      `${JSON.stringify(record("a-4"))}\n${JSON.stringify(record("a-5"))}\n`,
      new Uint8Array(gzipSync(JSON.stringify({ Records: [record("a-6")] }))),
    ];
    const counts: number[] = [];
    for (const body of bodies) {
      const answer = await send("cloudtrail", body);
      expect(answer.status).toBe(201);
      counts.push((await answer.json()).entries.length);
    }
    expect(counts).toEqual([1, 2, 2, 1]);
  });

  it("delivered again adds nothing and gives the first answer", async () => {
    const first = await send("cloudtrail", JSON.stringify([record("b-1")]));
    const again = await send("cloudtrail", JSON.stringify([record("b-1")]));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
  });

  it("keeps the record whole, with what is secret taken out", async () => {
    const secret = {
      ...record("c-1"),
      requestParameters: { password: "hunter2-hunter2" },
    };
    const answer = await send("cloudtrail", JSON.stringify([secret]));
    const { entries } = await answer.json();
    const [row] = await database.admin`
      select fields[8] as rest, vendor from custody.entries where id = ${entries[0].id}`;
    expect(row?.vendor).toBe("aws");
    expect(JSON.parse(row?.rest).vendor_record).toEqual({
      ...secret,
      requestParameters: { password: "[REDACTED]" },
    });
  });
});

describe("a feed that cannot be read", () => {
  it("names the record of an unknown shape and stores nothing", async () => {
    const body = JSON.stringify([record("d-1"), { hello: "world" }]);
    const answer = await send("cloudtrail", body);
    expect(answer.status).toBe(422);
    const { errors } = await answer.json();
    expect(errors[0].pointer).toMatch(/^\/records\/1/);
    const [row] = await database.admin`
      select count(*)::int as n from custody.idempotency_keys where key like '%d-1%'`;
    expect(row?.n).toBe(0);
  });

  it("answers 404 for a source nobody knows, and 400 for what is not JSON", async () => {
    expect((await send("nonesuch", "[]")).status).toBe(404);
    expect((await send("cloudtrail", '[{"a":')).status).toBe(400);
    expect((await send("cloudtrail", new Uint8Array([0x1f, 0x8b, 1, 2]))).status).toBe(
      400,
    );
  });

  it("refuses a gzip bomb past the cap", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect((await send("cloudtrail", new Uint8Array(bomb))).status).toBe(413);
  });
});
