import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintAnonymousCtx, mintSessionCtx } from "@/lib/access/mint";
import type { StaffRole } from "@/lib/access/policy";
import { findMail } from "@/lib/mail/queries";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { listEntries, makeKey } from "@/testing/api-call";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { acceptInvitation, createInvitation } from "./mutations";
import { findInvitation } from "./queries";

const context = {
  ip: "203.0.113.7",
  user_agent: "x",
  session_id: null,
  request_id: null,
};
const password = "correct horse battery staple";

let database: TestDatabase;
let organization: TestOrganization;
let reader: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  reader = await makeKey(organization, ["audit:read"]);
});

afterAll(async () => {
  await database.drop();
});

function actingAs(role: StaffRole) {
  const { organizationId } = organization;
  const person = {
    userId: randomUUID(),
    email: "o@msp.example",
    name: "Olga Owner",
    role,
  };
  const facts = { ...person, organizationId, sessionId: "s".repeat(64) };
  return mintSessionCtx({ ...facts, assignedClientIds: null }, context);
}

let made = 0;
async function invite(role: StaffRole = "technician", given?: string) {
  made += 1;
  const email = given ?? `new${made}@msp.example`;
  const { id } = await createInvitation(actingAs("owner"), { email, name: "New", role });
  return { id, email, token: await readToken(email) };
}

async function readToken(email: string): Promise<string> {
  const [row] = await database.admin`select id from custody.mails
    where recipient = ${email} order by created_at desc limit 1`;
  const mail = await inScope(organization.ctx.scope, (tx) =>
    findMail(tx, organization.organizationId, row?.id),
  );
  return /\/invite\/(\w+)/.exec(mail?.body?.text ?? "")?.[1] ?? "";
}

function accept(token: string, extra: object = {}) {
  const ctx = mintAnonymousCtx(organization.organizationId, context);
  return acceptInvitation(ctx, {
    token,
    name: "Nina New",
    password,
    account: null,
    ...extra,
  });
}

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

describe("an invitation", () => {
  it("goes out by mail with a link, and its token is stored only as a digest", async () => {
    const { id, email, token } = await invite("auditor");
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(await findInvitation(token)).toMatchObject({
      id,
      email,
      role: "auditor",
      isOpen: true,
      userId: null,
      organizationName: "Organization northwind",
    });
    const [row] = await database.admin`select row_to_json(i)::text as text
      from custody.invitations i where id = ${id}`;
    expect(row?.text).not.toContain(token);
    const entry = await lastOf("user.invited");
    expect(entry).toMatchObject({
      actor: { name: "Olga Owner" },
      target: { type: "invitation", id, name: "New" },
    });
    expect(JSON.stringify(entry)).not.toContain(token);
  });

  it("makes a member with the role it names, and the joining is in the log", async () => {
    const { email, token } = await invite("auditor");
    const { userId } = await accept(token);
    const [member] = await database.admin`select role from custody.memberships
      where user_id = ${userId}`;
    expect(member?.role).toBe("auditor");
    expect(await lastOf("user.joined")).toMatchObject({
      actor: { type: "user", id: userId, email, name: "Nina New", role: "auditor" },
      target: { id: userId },
    });
  });

  it("is used once, also by fifty at the same moment", async () => {
    const { token } = await invite();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => accept(token)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(accept(token)).rejects.toMatchObject({ code: "link.spent" });
    expect((await findInvitation(token))?.isOpen).toBe(false);
  });

  it("that is withdrawn, expired or made up lets nobody in", async () => {
    const [withdrawn, expired] = [await invite(), await invite()];
    await database.admin`update custody.invitations set revoked_at = now()
      where id = ${withdrawn.id}`;
    await database.admin`update custody.invitations set expires_at = now()
      where id = ${expired.id}`;
    for (const token of [withdrawn.token, expired.token, "0".repeat(64), ""]) {
      await expect(accept(token)).rejects.toMatchObject({ code: "link.spent" });
    }
    expect(await findInvitation("0".repeat(64))).toBeNull();
  });

  it("of another organization does not open this one's door", async () => {
    const { token } = await invite();
    const other = await makeOrganization("southwind");
    const ctx = mintAnonymousCtx(other.organizationId, context);
    const input = { token, name: "Nina", password, account: null };
    await expect(acceptInvitation(ctx, input)).rejects.toMatchObject({
      code: "link.spent",
    });
  });

  it("stays open when its entry cannot be written (T-39)", async () => {
    const { token, email } = await invite();
    await withBrokenLog(database, () => expect(accept(token)).rejects.toThrow());
    expect((await findInvitation(token))?.isOpen).toBe(true);
    const users = await database.admin`select from custody.users where email = ${email}`;
    expect(users).toHaveLength(0);
  });

  it("cannot say another role, organization or address (T-19)", async () => {
    const { token } = await invite();
    for (const extra of [
      { role: "owner" },
      { email: "x@y.example" },
      { password: "short" },
    ]) {
      await expect(accept(token, extra)).rejects.toMatchObject({ code: "input.invalid" });
    }
  });
});

describe("an invitation of somebody who has an account elsewhere", () => {
  it("adds the membership and never touches the password", async () => {
    const other = await makeOrganization("eastwind");
    const email = "both@msp.example";
    const person = { email, name: "Bo Both", role: "admin" as const, password };
    const { id: userId } = await createUser(other.ctx, person);
    const { token } = await invite("technician", email);
    expect((await findInvitation(token))?.userId).toBe(userId);
    await expect(accept(token)).rejects.toMatchObject({ code: "name.taken" });
    const stranger = { userId: randomUUID(), email: "else@msp.example", name: "Else" };
    await expect(accept(token, { account: stranger })).rejects.toMatchObject({
      code: "access.denied",
    });
    const before = await database.admin`select password_hash from custody.users
      where id = ${userId}`;
    await accept(token, { account: { userId, email, name: "Bo Both" }, password: null });
    expect(
      await database.admin`select password_hash from custody.users where id = ${userId}`,
    ).toEqual(before);
    expect(
      await database.admin`select role from custody.memberships where user_id = ${userId}
        order by role`,
    ).toEqual([{ role: "admin" }, { role: "technician" }]);
  });
});

describe("who invites", () => {
  it("is an owner or admin, and only an owner invites an owner", async () => {
    const input = { email: "o2@msp.example", name: "O", role: "owner" as const };
    for (const role of ["admin", "technician", "auditor"] as const) {
      await expect(createInvitation(actingAs(role), input)).rejects.toMatchObject({
        code: "access.denied",
      });
    }
    expect((await createInvitation(actingAs("owner"), input)).role).toBe("owner");
  });

  it("is told when somebody here has the address already", async () => {
    const { email, token } = await invite();
    await accept(token);
    const input = { email, name: "Again", role: "auditor" as const };
    await expect(createInvitation(actingAs("owner"), input)).rejects.toMatchObject({
      code: "name.taken",
    });
  });
});
