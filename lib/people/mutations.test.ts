import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import { attemptSignIn } from "@/lib/access/mutations";
import { findSession, findStanding } from "@/lib/access/queries";
import { endAccessJob } from "@/lib/access-ends/jobs";
import { createApiKey } from "@/lib/api-keys/mutations";
import { updateAssignments } from "@/lib/assignments/mutations";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  createUser,
  disableUser,
  enableUser,
  removeUser,
  updateAccessEnd,
  updateRole,
} from "./mutations";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
});

afterAll(async () => {
  await database.drop();
});

const password = "correct horse battery staple";
const context = { ip: null, user_agent: null, session_id: null, request_id: null };
const denied = { code: "access.denied" };

function newcomer(role: "owner" | "technician" | "auditor") {
  return { email: `${randomUUID()}@msp.example`, name: "New", role, password: null };
}

async function roleOf(userId: string) {
  const [row] = await database.admin`
    select role, disabled_at is not null as disabled from custody.memberships
    where user_id = ${userId}`;
  return row;
}

async function signInAs(role: "technician" | "auditor") {
  const person = { ...newcomer(role), password };
  const { id } = await createUser(organization.ctx, person);
  const session = await enter(person.email);
  return { id, email: person.email, sessionId: session ?? "" };
}

async function enter(email: string): Promise<string | null> {
  const device = { mark: "", secret: "s".repeat(32) };
  const attempt = await attemptSignIn({ email, password }, context, device);
  return attempt.kind === "in" ? attempt.sessionId : null;
}

it("an admin adds people but never an owner, and the attempt is in the log", async () => {
  const admin = actingAs(organization, "admin");
  await createUser(admin, newcomer("technician"));
  await expect(createUser(admin, newcomer("owner"))).rejects.toMatchObject(denied);
  const [told] = await listTold(database, organization, "access.denied");
  expect(told).toMatchObject({ reason: "only an owner makes another owner" });
});

it("an owner makes another owner", async () => {
  const made = await createUser(actingAs(organization, "owner"), newcomer("owner"));
  expect(made.role).toBe("owner");
});

it("an auditor and a technician change nobody", async () => {
  const { id } = await addPerson(organization, "technician");
  for (const role of ["auditor", "technician"] as const) {
    const ctx = actingAs(organization, role);
    await expect(createUser(ctx, newcomer("auditor"))).rejects.toMatchObject(denied);
    await expect(updateRole(ctx, { userId: id, role: "auditor" })).rejects.toMatchObject(
      denied,
    );
    await expect(removeUser(ctx, { userId: id })).rejects.toMatchObject(denied);
  }
  expect(await roleOf(id)).toMatchObject({ role: "technician" });
});

describe("owners", () => {
  it("are out of an admin's reach in every way", async () => {
    const { id } = await addPerson(organization, "owner");
    const admin = actingAs(organization, "admin");
    const attempts = [
      updateRole(admin, { userId: id, role: "auditor" }),
      disableUser(admin, { userId: id }),
      removeUser(admin, { userId: id }),
      updateAccessEnd(admin, { userId: id, expiresAt: null }),
      updateAssignments(admin, { userId: id, clientSlugs: [], seesWholeLog: true }),
    ];
    const outcomes = await Promise.allSettled(attempts);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: denied });
    expect(await roleOf(id)).toMatchObject({ role: "owner", disabled: false });
  });

  it("the last owner stays, also against two requests at once (T-20)", async () => {
    const own = await makeOrganization(`last-${randomUUID().slice(0, 8)}`);
    const people = [await addPerson(own, "owner"), await addPerson(own, "owner")];
    const [one, two] = people.map(({ id }) => id);
    if (!one || !two) throw new Error("two owners are needed");
    const results = await Promise.allSettled([
      updateRole(actingAs(own, "owner", { userId: one }), { userId: two, role: "admin" }),
      removeUser(actingAs(own, "owner", { userId: two }), { userId: one }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [left] = await database.admin`
      select count(*)::int as count from custody.memberships
      where organization_id = ${own.organizationId} and role = 'owner'`;
    expect(left?.count).toBe(1);
    const [told] = await listTold(database, own, "access.denied");
    expect(told?.reason).toBe("the last owner stays an owner");
  });
});

describe("a role", () => {
  it("changes with the next request, and the entry has both (T-13)", async () => {
    const { id, sessionId } = await signInAs("technician");
    expect((await findSession(sessionId))?.role).toBe("technician");
    await updateRole(actingAs(organization, "owner"), { userId: id, role: "auditor" });
    expect((await findSession(sessionId))?.role).toBe("auditor");
    const told = await listTold(database, organization, "user.role_changed");
    expect(told.at(-1)).toMatchObject({
      actor: { role: "owner" },
      target: { type: "user", id },
      changes: [{ path: "/role", before: "technician", after: "auditor" }],
    });
  });
});

describe("access", () => {
  it("ends at once for who is disabled, keys they made included (T-14)", async () => {
    const { id, sessionId, email } = await signInAs("technician");
    const maker = actingAs(organization, "admin", { userId: id });
    const key = { name: "theirs", scopes: ["audit:read" as const], clientSlug: null };
    await createApiKey(maker, { ...key, expiresAt: null });
    await disableUser(actingAs(organization, "owner"), { userId: id });
    expect(await findSession(sessionId)).toBeNull();
    expect(await enter(email)).toBeNull();
    const [revoked] = await listTold(database, organization, "api_key.revoked");
    expect(revoked).toMatchObject({ target: { name: "theirs" } });
    const failed = await listTold(database, organization, "user.sign_in_failed");
    expect(failed.at(-1)?.reason).toBe("the account is disabled");
    await enableUser(actingAs(organization, "owner"), { userId: id });
    expect(await enter(email)).not.toBeNull();
  });

  it("of who was removed is gone, and what they did keeps their name", async () => {
    const { id, sessionId } = await signInAs("technician");
    await removeUser(actingAs(organization, "owner"), { userId: id });
    expect(await findSession(sessionId)).toBeNull();
    expect(await roleOf(id)).toBeUndefined();
    const joined = await listTold(database, organization, "user.signed_in");
    expect(joined.at(-1)?.actor).toMatchObject({ id, name: "New" });
  });

  it("that has an end stops there by itself, and the log says so once", async () => {
    const { id, sessionId } = await signInAs("auditor");
    const expiresAt = new Date(Date.now() + 86_400_000);
    await updateAccessEnd(actingAs(organization, "admin"), { userId: id, expiresAt });
    expect(await findSession(sessionId)).not.toBeNull();
    await database.admin`
      update custody.memberships set expires_at = now() - interval '1 second'
      where user_id = ${id}`;
    expect(await findSession(sessionId)).toBeNull();
    expect(await asWorker(() => endAccessJob())).toBe(1);
    expect(await asWorker(() => endAccessJob())).toBe(0);
    const told = await listTold(database, organization, "user.disabled");
    expect(told.at(-1)).toMatchObject({
      actor: { type: "system", name: "Custody" },
      target: { id },
      reason: expect.stringContaining("the access that was given ended at"),
    });
  });

  it("cannot end in the past, and an owner's cannot end at all", async () => {
    const { id } = await addPerson(organization, "owner");
    const owner = actingAs(organization, "owner");
    const past = new Date(Date.now() - 1000);
    await expect(
      updateAccessEnd(owner, { userId: id, expiresAt: past }),
    ).rejects.toMatchObject({ facts: { errors: [{ pointer: "/expiresAt" }] } });
    const future = new Date(Date.now() + 1e8);
    await expect(
      updateAccessEnd(owner, { userId: id, expiresAt: future }),
    ).rejects.toMatchObject(denied);
  });

  it("is not something people take away from themselves", async () => {
    const { id } = await addPerson(organization, "admin");
    const self = actingAs(organization, "admin", { userId: id });
    await expect(disableUser(self, { userId: id })).rejects.toMatchObject(denied);
    await expect(removeUser(self, { userId: id })).rejects.toMatchObject(denied);
  });
});

describe("assigned clients", () => {
  it("are what a technician reads, each assignment in its client's own stream", async () => {
    const { id } = await addPerson(organization, "technician");
    const owner = actingAs(organization, "owner");
    const member = { ...organization, userId: id, role: "technician" as const };
    const set = (clientSlugs: string[], seesWholeLog = false) =>
      updateAssignments(owner, { userId: id, clientSlugs, seesWholeLog });
    await set(["acme", "globex"]);
    await set(["acme"]);
    const standing = await findStanding({ ...member, seesWholeLog: false });
    expect(standing.assignedClientIds).toEqual([organization.clients.acme]);
    const assigned = await listTold(database, organization, "user.client_assigned");
    expect(assigned.map(({ client }) => client)).toEqual(["acme", "globex"]);
    const [taken] = await listTold(database, organization, "user.client_unassigned");
    expect(taken).toMatchObject({ client: "globex", target: { id } });
    await set(["acme"], true);
    const [whole] = await listTold(database, organization, "user.permission_granted");
    expect(whole?.changes).toEqual([
      { path: "/log:read_whole", before: false, after: true },
    ]);
    await expect(set(["nonesuch"])).rejects.toMatchObject({ code: "input.invalid" });
  });
});

/** The job as the worker's own, weaker login runs it. */
async function asWorker<T>(body: () => Promise<T>): Promise<T> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    return await body();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}
