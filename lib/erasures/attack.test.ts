import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { coverWholeLog } from "@/testing/covered-log";
import type { TestDatabase } from "@/testing/database";
import { makeOwners, nobody } from "@/testing/erasing";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents } from "@/testing/test-sealer";
import { ground, zoeEvents } from "@/testing/zoe";
import { approveErasure, requestErasure } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let first: Ctx;
let second: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  await appendEvents(northwind, "acme", zoeEvents);
  await coverWholeLog(database, northwind.organizationId);
  [first, second] = await makeOwners(northwind);
});

afterAll(() => database.drop());

describe("an erasure that two owners did not decide", () => {
  it.each(["app", "sealer", "verifier", "pruner"] as const)(
    "the login %s cannot erase",
    async (login) => {
      const attempt = database[login]`select custody.erase_fields(
        ${northwind.organizationId}::uuid, gen_random_uuid(), '[]')`;
      await expect(attempt).rejects.toMatchObject({ code: "42501" });
    },
  );

  it("not even the owner of the tables changes a value that no erasure named", async () => {
    const attempt = (set: string) =>
      database.admin.begin(async (tx) => {
        await tx`set local role custody_owner`;
        await tx`select custody.enter_scope(${northwind.organizationId}::uuid)`;
        await tx.unsafe(
          `update custody.entries set ${set} where action = 'ticket.updated'`,
        );
      });
    for (const set of ["fields[3] = null", "fields[3] = 'x'", "entry_key = null"]) {
      await expect(attempt(set), set).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("the worker cannot erase without an approval, a record, or beyond it", async () => {
    const { organizationId } = northwind;
    const attempt = (erasure: string, entries: object[]) =>
      database.worker.begin(async (tx) => {
        await tx`select custody.enter_scope(${organizationId}::uuid)`;
        await tx`select custody.erase_fields(${organizationId}::uuid, ${erasure}::uuid,
          ${JSON.stringify(entries)}::text::json)`;
      });
    const [row] = await database.admin<{ idx: number }[]>`
      select idx::int from custody.entries where action = 'ticket.updated'`;
    const bob = { ...nobody, ...ground, email: "bob@msp.example" };
    const asked = await requestErasure(first, bob);
    await expect(attempt(asked.id, [])).rejects.toMatchObject({ code: "42501" });
    await approveErasure(second, asked);
    const hash = "00".repeat(32);
    const forged = { idx: row?.idx, record: 1, salts: "", leaves: [{ slot: 2, hash }] };
    await expect(attempt(asked.id, [forged])).rejects.toThrow(/no record/);
    await expect(
      attempt(asked.id, [{ ...forged, leaves: [{ slot: 0, hash }] }]),
    ).rejects.toThrow(/not to be erased/);
  });
});
