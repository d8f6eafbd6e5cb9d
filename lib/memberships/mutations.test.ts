import { afterAll, beforeAll, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { signInWithPassword } from "@/lib/access/mutations";
import { findSession } from "@/lib/access/queries";
import { createUser } from "@/lib/people/mutations";
import { listTold } from "@/testing/acting";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { switchOrganization } from "./mutations";
import { listOrganizationsOf } from "./queries";

let database: TestDatabase;
let first: TestOrganization;
let second: TestOrganization;
let strange: TestOrganization;
let sessionId: string;
let userId: string;

const password = "correct horse battery staple";
const context = { ip: null, user_agent: null, session_id: null, request_id: null };

beforeAll(async () => {
  database = await openTestDatabase();
  first = await makeOrganization("first");
  second = await makeOrganization("second");
  strange = await makeOrganization("strange");
  const person = { email: "ann@msp.example", name: "Ann", role: "admin" as const };
  userId = (await createUser(first.ctx, { ...person, password })).id;
  await database.admin`
    insert into custody.memberships (organization_id, user_id, role)
    values (${second.organizationId}, ${userId}, 'auditor')`;
  sessionId = (await signInWithPassword({ ...person, password }, context, 600)) ?? "";
});

afterAll(async () => {
  await database.drop();
});

async function signedIn() {
  const session = await findSession(sessionId);
  if (!session) throw new Error("the session ended");
  return mintSessionCtx({ ...session, sessionId, assignedClientIds: null }, context);
}

it("a session knows its person's organizations, and nobody else's", async () => {
  const known = await listOrganizationsOf(sessionId);
  expect(known.map(({ id, role }) => [id, role])).toEqual([
    [first.organizationId, "admin"],
    [second.organizationId, "auditor"],
  ]);
  expect(await listOrganizationsOf("0".repeat(64))).toEqual([]);
});

it("going to another organization is an entry in each, and neither names the other", async () => {
  await switchOrganization(await signedIn(), second.organizationId);
  expect(await findSession(sessionId)).toMatchObject({
    organizationId: second.organizationId,
    role: "auditor",
  });
  const [out] = await listTold(database, first, "user.signed_out");
  const [into] = await listTold(database, second, "user.signed_in");
  expect(out).toMatchObject({ actor: { role: "admin" }, target: { id: userId } });
  expect(into).toMatchObject({ actor: { role: "auditor" }, target: { id: userId } });
  expect(JSON.stringify(out)).not.toContain(second.organizationId);
  expect(JSON.stringify(into)).not.toContain(first.organizationId);
});

it("nobody gets where they have no role, or where it has ended", async () => {
  const before = await signedIn();
  const attempt = switchOrganization(before, strange.organizationId);
  await expect(attempt).rejects.toMatchObject({ code: "resource.not_found" });
  await database.admin`update custody.memberships set expires_at = now()
    where organization_id = ${first.organizationId} and user_id = ${userId}`;
  const ended = switchOrganization(before, first.organizationId);
  await expect(ended).rejects.toMatchObject({ code: "resource.not_found" });
  await database.admin`update custody.memberships set expires_at = null
    where organization_id = ${first.organizationId} and user_id = ${userId}`;
  expect((await findSession(sessionId))?.organizationId).toBe(second.organizationId);
});

it("a switch whose entry cannot be written does not happen", async () => {
  const before = await signedIn();
  await withBrokenLog(database, async () => {
    await expect(switchOrganization(before, first.organizationId)).rejects.toThrow();
  });
  expect((await findSession(sessionId))?.organizationId).toBe(second.organizationId);
});
