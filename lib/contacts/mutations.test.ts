import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  createContact,
  deleteContact,
  grantPortalAccess,
  revokePortalAccess,
  updateContact,
} from "./mutations";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
});

afterAll(async () => {
  await database.drop();
});

const admin = () => actingAs(organization, "admin");
const person = {
  name: "Sam Reed",
  email: "sam@acme.example",
  phone: null,
  jobTitle: null,
};

function add(given: Partial<typeof person> | { email: null } = {}) {
  const clientId = organization.clients.acme ?? "";
  return createContact(admin(), { clientId, ...person, ...given });
}

it("a contact's whole life is in its client's own stream", async () => {
  const { id } = await add();
  await updateContact(admin(), { id, ...person, jobTitle: "Office manager" });
  await grantPortalAccess(admin(), { id, reason: "Asked for it" });
  await revokePortalAccess(admin(), { id });
  await deleteContact(admin(), { id });
  for (const [action, change] of [
    ["contact.created", { path: "/email", after: "sam@acme.example" }],
    ["contact.updated", { path: "/job_title", before: null, after: "Office manager" }],
    [
      "contact.portal_access_granted",
      { path: "/portal_access", before: false, after: true },
    ],
    [
      "contact.portal_access_revoked",
      { path: "/portal_access", before: true, after: false },
    ],
    ["contact.deleted", { path: "/name", before: "Sam Reed" }],
  ] as const) {
    const [told] = await listTold(database, organization, action);
    expect(told).toMatchObject({ client: "acme", target: { type: "contact", id } });
    expect(told?.changes).toContainEqual(change);
  }
});

it("portal access needs an address, and the address stays while it is granted", async () => {
  const { id } = await add({ email: null });
  await expect(grantPortalAccess(admin(), { id })).rejects.toThrow("e-mail address");
  await updateContact(admin(), { id, ...person });
  await grantPortalAccess(admin(), { id });
  const other = { id, ...person, email: "other@acme.example" };
  await expect(updateContact(admin(), other)).rejects.toMatchObject({
    facts: { errors: [{ pointer: "/email" }] },
  });
});

it("a contact of a client that is not theirs is not there for a technician", async () => {
  const { id } = await add();
  const overrides = { "contacts:update": true, "portal:grant": true };
  const stranger = actingAs(organization, "technician", { clientIds: [], overrides });
  const attempts = [
    updateContact(stranger, { id, ...person }),
    deleteContact(stranger, { id }),
    grantPortalAccess(stranger, { id }),
    createContact(stranger, { clientId: organization.clients.acme ?? "", ...person }),
  ];
  for (const outcome of await Promise.allSettled(attempts)) {
    expect(outcome).toMatchObject({ reason: { code: "resource.not_found" } });
  }
  const assigned = { clientIds: [organization.clients.acme ?? ""], overrides };
  await deleteContact(actingAs(organization, "technician", assigned), { id });
});

it("another organization's contact is not there, whatever the role", async () => {
  const { id } = await add();
  const other = await makeOrganization(`other-${randomUUID().slice(0, 8)}`);
  const owner = actingAs(other, "owner");
  await expect(deleteContact(owner, { id })).rejects.toMatchObject({
    code: "resource.not_found",
  });
});

it("auditors change no contact", async () => {
  const { id } = await add();
  await expect(
    deleteContact(actingAs(organization, "auditor"), { id }),
  ).rejects.toMatchObject({ code: "access.denied" });
});
