import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/mutations";
import { updateRole } from "@/lib/people/mutations";
import { updateReasonRule } from "@/lib/settings/mutations";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

it("is asked where the organization says so, and stands in the entry with its ticket", async () => {
  const own = await makeOrganization("northwind");
  const owner = actingAs(own, "owner");
  const { id } = await addPerson(own, "technician");
  await updateRole(owner, { userId: id, role: "admin" });
  const rule = { reasonActions: ["user.role_changed" as const], asksForTicket: true };
  await updateReasonRule(owner, rule);
  const change = { userId: id, role: "auditor" as const };
  await expect(updateRole(owner, change)).rejects.toMatchObject({
    facts: { errors: [{ pointer: "/reason" }, { pointer: "/ticket" }] },
  });
  await updateRole(owner, { ...change, reason: "Left the desk", ticket: "HR-7" });
  await createClient(owner, { slug: "unasked", name: "Unasked" });
  const told = await listTold(database, own, "user.role_changed");
  expect(told.map(({ reason, metadata }) => [reason, metadata])).toEqual([
    [null, {}],
    ["Left the desk", { ticket: "HR-7" }],
  ]);
});
