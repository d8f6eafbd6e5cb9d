import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseMethod } from "@/lib/access/wrap";
import { listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

let database: TestDatabase;
let organization: TestOrganization;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  key = await makeKey(organization);
});

afterAll(async () => {
  await database.drop();
});

async function countEntries(): Promise<number> {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from custody.entries
    where organization_id = ${organization.organizationId}`;
  return row?.count ?? 0;
}

async function expectNothingStored(attempt: () => Promise<void>): Promise<void> {
  const before = await countEntries();
  await attempt();
  expect(await countEntries()).toBe(before);
}

describe("a refused request", () => {
  const json = "application/json";
  const cases = [
    { type: json, body: '{"action":', status: 400, code: "request.malformed" },
    { type: json, body: "", status: 400, code: "request.empty" },
    { type: json, body: '{"events":[]}', status: 400, code: "request.empty" },
    {
      type: "application/x-www-form-urlencoded",
      body: "action=a",
      status: 415,
      code: "request.unsupported_type",
    },
    {
      type: "application/json; charset=utf-16",
      body: "{}",
      status: 415,
      code: "request.unsupported_type",
    },
    {
      type: json,
      body: '{"action":"a.done","hue":"red"}',
      status: 422,
      code: "event.invalid",
    },
  ];

  it.each(cases)(
    "for $body as $type answers $status $code as problem+json",
    async ({ type, body, status, code }) => {
      await expectNothingStored(async () => {
        const answer = await sendEvents(key, body, {
          "content-type": type,
          "x-custody-request-id": "req_refused",
        });
        expect(answer.status).toBe(status);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(answer.body).toMatchObject({ status, code, request_id: "req_refused" });
        expect(answer.body.detail).not.toBe("");
        expect(Array.isArray(answer.body.errors)).toBe(true);
      });
    },
  );

  it("stores nothing when one event of many is wrong, and points at it", async () => {
    await expectNothingStored(async () => {
      const events = [{ action: "a.done" }, { action: "b.done", idx: 5 }, { action: "" }];
      const answer = await sendEvents(key, { events });
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual([
        "/events/1/idx",
        "/events/2/action",
      ]);
    });
  });

  it("past the size of a request answers 413 and stores nothing (T-55)", async () => {
    await expectNothingStored(async () => {
      const answer = await sendEvents(key, new Uint8Array(5 * 1024 * 1024 + 1));
      expect([answer.status, answer.body.code]).toEqual([413, "request.too_large"]);
    });
  });

  it("shorter than its Content-Length answers 400 and stores nothing", async () => {
    await expectNothingStored(async () => {
      const body = '{"action":"a.done"}\n{"action":"b.done"}\n';
      const answer = await sendEvents(key, body, {
        "content-type": "application/x-ndjson",
        "content-length": String(body.length + 20),
      });
      expect([answer.status, answer.body.code]).toEqual([400, "request.malformed"]);
    });
  });

  it("naming a client that does not exist answers 422 with its name", async () => {
    await expectNothingStored(async () => {
      const events = [{ action: "a.done", clients: ["acme", "umbrella"] }];
      const answer = await sendEvents(key, { events });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual([
        { pointer: "/events/0/clients/1", detail: 'no client "umbrella"' },
      ]);
    });
  });

  it("by an unsupported method answers 405 and says which one is", async () => {
    const answer = await refuseMethod("POST")(
      new Request("http://localhost/api/v1/events"),
    );
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect(await answer.json()).toMatchObject({ code: "request.method_not_allowed" });
  });

  it("without a usable key answers 401 and a challenge, and the log stays readable", async () => {
    for (const bad of [
      "",
      "cus_live_x",
      `${key.slice(0, -1)}${key.endsWith("0") ? 1 : 0}`,
    ]) {
      const answer = await sendEvents(bad, { action: "a.done" });
      expect([answer.status, answer.body.code]).toEqual([401, "access.unauthenticated"]);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
    expect((await listEntries(key, "limit=1")).status).toBe(200);
  });
});
