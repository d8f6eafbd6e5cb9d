import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configureDatabase } from "@/db/client";
import { raiseIncident } from "@/lib/integrity/mutations";
import { createUser } from "@/lib/people/mutations";
import { makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { handleIntegrity } from "./handlers";
import { announceIncidents, closeIncident, exportEvidence } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let id: string;

const finding = {
  kind: "content" as const,
  firstIdx: 2,
  lastIdx: 2,
  clientSlot: 0,
  sidx: 2,
  expected: "aa",
  found: "bb",
  why: "the content is not what was recorded",
};

beforeAll(async () => {
  database = await openTestDatabase();
  process.env.CUSTODY_ENCRYPTION_KEY ??= Buffer.alloc(32, 7).toString("base64");
  process.env.CUSTODY_URL ??= "http://localhost:3000";
  northwind = await makeOrganization("northwind", ["acme"]);
  for (const [name, role] of [
    ["olivia", "owner"],
    ["oscar", "owner"],
    ["adam", "admin"],
  ] as const) {
    const email = `${name}@northwind.example`;
    const password = "a long enough password 7";
    await createUser(northwind.ctx, { email, name, role, password });
  }
  const { organizationId } = northwind;
  const kept = { organizationId, finding, raisedBy: "verifier" as const };
  id = (await raiseIncident(database.verifier, kept)) ?? "";
});

afterAll(async () => {
  await database.drop();
});

async function askIntegrity(key: string): Promise<Record<string, unknown>> {
  const request = new Request("http://localhost/api/v1/integrity", {
    headers: { authorization: `Bearer ${key}` },
  });
  const answer: Response = await handleIntegrity(request, {
    params: Promise.resolve({}),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

async function actions(): Promise<string[]> {
  const rows = await database.admin`
    select action from custody.entries
    where action like 'security.%' or action like 'incident.%' order by idx`;
  return rows.map(({ action }) => action);
}

describe("an integrity warning", () => {
  it("becomes an entry and a mail to every owner, once", async () => {
    configureDatabase(database.url("worker"));
    expect(await announceIncidents()).toBe(1);
    expect(await announceIncidents()).toBe(0);
    configureDatabase(database.url("app"));
    expect(await actions()).toEqual(["security.integrity_warning"]);
    const mails = await database.admin`select recipient from custody.mails
      where subject like 'INTEGRITY WARNING%' order by recipient`;
    expect(mails.map(({ recipient }) => recipient)).toEqual([
      "olivia@northwind.example",
      "oscar@northwind.example",
    ]);
  });

  it("is told to programs, without numbers to a key of one client", async () => {
    const all = await askIntegrity(await makeKey(northwind, ["audit:read"]));
    expect(all).toMatchObject({
      state: "warning",
      incidents: [{ id, kind: "content", first_idx: 2 }],
    });
    const one = await askIntegrity(await makeKey(northwind, ["audit:read"], "acme"));
    expect(Object.keys(one).sort()).toEqual(["keys", "sealed_at", "state"]);
  });

  it("gives the rows as they are now, and that somebody took them is an entry", async () => {
    const { rows } = await exportEvidence(northwind.ctx, { id });
    expect(rows).toHaveLength(5);
    expect(rows[2]).toContain('"idx":2');
    expect(await actions()).toContain("incident.report_exported");
  });

  it("is closed once, with a reason that is in the log", async () => {
    const reason = "A drill of the tamper alarm, announced by the owner.";
    await expect(
      closeIncident(northwind.ctx, { id, reason: "ok" }),
    ).rejects.toMatchObject({
      code: "input.invalid",
      facts: { errors: [{ pointer: "/reason" }] },
    });
    await closeIncident(northwind.ctx, { id, reason });
    await expect(closeIncident(northwind.ctx, { id, reason })).rejects.toThrow();
    expect(await actions()).toContain("security.integrity_warning_closed");
    const after = await askIntegrity(await makeKey(northwind, ["audit:read"]));
    expect(after.incidents).toEqual([]);
  });
});
