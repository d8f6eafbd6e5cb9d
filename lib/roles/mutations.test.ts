import { afterAll, beforeAll, expect, it } from "vitest";
import { isAllowed } from "@/lib/access/model";
import { changeableRows, isGranted } from "@/lib/access/overrides";
import { permissions, policy } from "@/lib/access/policy";
import { findStanding } from "@/lib/access/queries";
import { createClient } from "@/lib/clients/mutations";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { changeableRoles } from "./model";
import { updateRoles } from "./mutations";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

type RolePermission = Parameters<typeof updateRoles>[1]["granted"][number];

const asPolicy: RolePermission[] = changeableRoles.flatMap((role) =>
  changeableRows
    .filter(({ roles, permission }) => {
      return roles.includes(role) && policy[permission].roles.includes(role);
    })
    .map(({ permission }) => ({ role, permission })),
);
const wholeLog: RolePermission = { role: "technician", permission: "log:read_whole" };

async function standingOf(role: "technician" | "admin") {
  const { id } = await addPerson(organization, role);
  return findStanding({ ...organization, userId: id, role, seesWholeLog: false });
}

it("an owner gives technicians the whole log, at once, with a diff in the log", async () => {
  const owner = actingAs(organization, "owner");
  expect((await standingOf("technician")).assignedClientIds).toEqual([]);
  await updateRoles(owner, { granted: [...asPolicy, wholeLog] });
  expect((await standingOf("technician")).assignedClientIds).toBeNull();
  const [told] = await listTold(database, organization, "role.updated");
  expect(told).toMatchObject({
    target: { type: "role", id: "technician" },
    changes: [{ path: "/log:read_whole", before: false, after: true }],
  });
  await updateRoles(owner, { granted: asPolicy });
  expect((await standingOf("technician")).assignedClientIds).toEqual([]);
  const rows = await database.admin`select * from custody.role_permissions`;
  expect(rows).toHaveLength(0);
});

it("a grant taken from admins is refused to them, and given back it works again", async () => {
  const granted = asPolicy.filter(({ permission }) => permission !== "clients:create");
  const owner = actingAs(organization, "owner");
  await updateRoles(owner, { granted });
  const { overrides } = await standingOf("admin");
  const admin = actingAs(organization, "admin", { overrides });
  await expect(createClient(admin, { slug: "x", name: "X" })).rejects.toMatchObject({
    code: "access.denied",
  });
  await updateRoles(owner, { granted: asPolicy });
  await createClient(actingAs(organization, "admin"), { slug: "x", name: "X" });
});

it("only owners change what roles may do", async () => {
  for (const role of changeableRoles) {
    const ctx = actingAs(organization, role);
    await expect(updateRoles(ctx, { granted: asPolicy })).rejects.toMatchObject({
      code: "access.denied",
    });
  }
});

it("permissions that are not on the list cannot be given, nor to owners", async () => {
  const owner = actingAs(organization, "owner");
  for (const grant of [
    { role: "technician", permission: "roles:update" },
    { role: "auditor", permission: "users:update" },
    { role: "owner", permission: "log:verify" },
  ]) {
    const granted = [grant as RolePermission];
    await expect(updateRoles(owner, { granted })).rejects.toMatchObject({
      code: "input.invalid",
    });
  }
});

it("an override of anything else means nothing, and an owner's permissions cannot be taken", () => {
  const overrides = Object.fromEntries(permissions.map((one) => [one, true]));
  const none = Object.fromEntries(permissions.map((one) => [one, false]));
  for (const permission of permissions) {
    expect(isGranted("owner", permission, none)).toBe(
      policy[permission].roles.includes("owner"),
    );
    const isListed = changeableRows.some((row) => {
      return row.permission === permission && row.roles.includes("auditor");
    });
    const auditor = actingAs(organization, "auditor", { overrides }).principal;
    expect(isAllowed(auditor, permission)).toBe(
      isListed || policy[permission].roles.includes("auditor"),
    );
  }
});
