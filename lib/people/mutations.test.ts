import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Role } from "@/lib/access/policy";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { createUser } from "./mutations";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

function actingAs(role: Role) {
  const { organizationId } = organization;
  const person = { userId: randomUUID(), email: "p@msp.example", name: "P", role };
  const facts = { ...person, organizationId, sessionId: "s".repeat(64) };
  const context = { ip: null, user_agent: null, session_id: null, request_id: null };
  return mintSessionCtx({ ...facts, assignedClientIds: null }, context);
}

function newcomer(role: Role) {
  return { email: `${randomUUID()}@msp.example`, name: "New", role, password: null };
}

it("an admin adds people but never an owner, and the attempt is in the log", async () => {
  await createUser(actingAs("admin"), newcomer("technician"));
  await expect(createUser(actingAs("admin"), newcomer("owner"))).rejects.toMatchObject({
    code: "access.denied",
  });
  const denied = await database.admin`
    select fields[8]::json ->> 'reason' as reason from custody.entries
    where outcome = 'denied' and target_id = 'users:create'`;
  expect(denied.map((row) => row.reason)).toEqual(["only an owner makes another owner"]);
});

it("an owner makes another owner", async () => {
  const made = await createUser(actingAs("owner"), newcomer("owner"));
  expect(made.role).toBe("owner");
});

it("an auditor and a technician add nobody", async () => {
  for (const role of ["auditor", "technician"] as const) {
    await expect(createUser(actingAs(role), newcomer("auditor"))).rejects.toMatchObject({
      code: "access.denied",
    });
  }
});
