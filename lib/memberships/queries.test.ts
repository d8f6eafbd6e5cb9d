import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addPerson } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { listOrganizationsOf } from "./queries";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

it("a session knows its person's organizations while they may sign in there", async () => {
  const [first, second, strange] = [
    await makeOrganization("first"),
    await makeOrganization("second"),
    await makeOrganization("strange"),
  ];
  await addPerson(strange, "owner");
  const { id } = await addPerson(first, "admin");
  const session = randomUUID();
  await database.admin`
    insert into custody.memberships (organization_id, user_id, role)
    values (${second.organizationId}, ${id}, 'auditor')`;
  await database.admin`
    insert into custody.sessions (id, user_id, organization_id, expires_at)
    values (${session}, ${id}, ${first.organizationId}, now() + interval '1 hour')`;
  const known = async () =>
    (await listOrganizationsOf(session)).map((one) => [one.name, one.role]);
  expect(await known()).toEqual([
    ["Organization first", "admin"],
    ["Organization second", "auditor"],
  ]);
  await database.admin`update custody.memberships set expires_at = now()
    where organization_id = ${second.organizationId} and user_id = ${id}`;
  expect(await known()).toEqual([["Organization first", "admin"]]);
  await database.admin`update custody.sessions set revoked_at = now() where id = ${session}`;
  expect(await known()).toEqual([]);
});
