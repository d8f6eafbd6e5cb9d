import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { attemptSignIn } from "@/lib/access/mutations";
import { findSession } from "@/lib/access/queries";
import { drawToken } from "@/lib/access/token";
import { changePassword, provePassword } from "@/lib/password/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { renewSession } from "@/lib/sessions/mutations";
import { listEntries, makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPerson, arrive, nowhere } from "@/testing/second-factor";
import { reportSession, revokeOtherSessions, revokeSession } from "./mutations";
import { listOpenSessions } from "./queries";

const password = "correct horse battery staple";
const fresh = "gelber Zug faehrt nachts";

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

async function enter(email: string) {
  const { id } = await arrive(email);
  return { id, ctx: await ctxOf(id), publicId: id.slice(0, 16) };
}

async function ctxOf(id: string, nextId = id) {
  const session = await findSession(id);
  if (!session) throw new Error("no session");
  return mintSessionCtx(
    { ...session, sessionId: nextId, assignedClientIds: null },
    nowhere,
  );
}

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

describe("one's sessions", () => {
  it("are listed by a name that opens none of them, and ended one by one (T-68)", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const [here, there] = [await enter(email), await enter(email)];
    const session = await findSession(here.id);
    const listed = await inScope(organization.ctx.scope, (tx) =>
      listOpenSessions(tx, session?.userId ?? "", here.id),
    );
    expect(listed.map(({ publicId }) => publicId).sort()).toEqual(
      [here.publicId, there.publicId].sort(),
    );
    expect(JSON.stringify(listed)).not.toContain(there.id);
    await revokeSession(here.ctx, { session: there.publicId });
    expect(await findSession(there.id)).toBeNull();
    expect(await findSession(here.id)).not.toBeNull();
    expect(await lastOf("session.revoked")).toMatchObject({
      actor: { email },
      target: { type: "session", id: there.publicId },
    });
  });

  it("of somebody else are not there to be ended", async () => {
    const mine = await enter(await addPerson(organization.ctx, "auditor"));
    const theirs = await enter(await addPerson(organization.ctx, "auditor"));
    for (const act of [revokeSession, reportSession]) {
      await expect(act(mine.ctx, { session: theirs.publicId })).rejects.toMatchObject({
        code: "resource.not_found",
      });
    }
    expect(await findSession(theirs.id)).not.toBeNull();
  });

  it("end all but this one at a word", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const [here, ...others] = [
      await enter(email),
      await enter(email),
      await enter(email),
    ];
    expect(await revokeOtherSessions(here.ctx, {})).toEqual({ count: 2 });
    expect(await findSession(here.id)).not.toBeNull();
    for (const { id } of others) expect(await findSession(id)).toBeNull();
  });
});

describe("a session that was not its person's", () => {
  it("ends with all others, forces a reset, tells the owners, and names what was done in it", async () => {
    const owner = await addPerson(organization.ctx, "owner");
    const email = await addPerson(organization.ctx, "auditor");
    const stolen = await enter(email);
    const here = await enter(email);
    const { count, entries } = await reportSession(here.ctx, {
      session: stolen.publicId,
    });
    expect(count).toBe(2);
    expect(entries).toBeGreaterThan(0);
    for (const { id } of [stolen, here]) expect(await findSession(id)).toBeNull();
    const device = { mark: "", secret: "s".repeat(32) };
    const attempt = await attemptSignIn({ email, password }, nowhere, device);
    expect(attempt.kind).toBe("wrong");
    const mine = await readNewestMail(database, organization, email);
    expect(mine?.text).toContain("/reset/");
    const told = await readNewestMail(database, organization, owner);
    expect(told?.subject).toBe("A session was reported as stolen");
    const entry = await lastOf("user.sessions_revoked");
    expect(entry).toMatchObject({
      reason: "reported by its person as somebody else's",
      metadata: { session: stolen.publicId, count: 2 },
    });
    const metadata: unknown = entry?.metadata ?? {};
    const { entries: named } = metadata as { entries: string[] };
    const [row] = await database.admin`select session_id from custody.entries
      where id = ${named[0] ?? ""}`;
    expect(row?.session_id).toBe(stolen.publicId);
  });
});

describe("a changed password", () => {
  it("needs the current one, ends other sessions, and gives this one another id (T-68)", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const [here, other] = [await enter(email), await enter(email)];
    const nextId = drawToken();
    const ctx = await ctxOf(here.id, nextId);
    const change = (current: string, word: string) =>
      changePassword(ctx, { from: here.id, current, password: word });
    await expect(change("wrong", fresh)).rejects.toMatchObject({
      code: "password.wrong",
    });
    await expect(change(password, "Password2026!!")).rejects.toMatchObject({
      code: "input.invalid",
    });
    await change(password, fresh);
    expect(await findSession(here.id)).toBeNull();
    expect(await findSession(other.id)).toBeNull();
    expect(await findSession(nextId)).toMatchObject({ stage: "full" });
    expect(await lastOf("user.password_changed")).toMatchObject({ actor: { email } });
  });
});

describe("a proof of who somebody is", () => {
  it("is the password shown again, and the session has another id", async () => {
    const here = await enter(await addPerson(organization.ctx, "auditor"));
    await database.admin`update custody.sessions set proved_at = now() - interval '1 hour'
      where id = ${here.id}`;
    const nextId = drawToken();
    const ctx = await ctxOf(here.id, nextId);
    await expect(
      provePassword(ctx, { from: here.id, password: "wrong" }),
    ).rejects.toMatchObject({ code: "password.wrong" });
    await provePassword(ctx, { from: here.id, password });
    expect(await findSession(here.id)).toBeNull();
    expect((await findSession(nextId))?.provedSecondsAgo).toBeLessThan(60);
    expect(await lastOf("user.reauthenticated")).toMatchObject({ outcome: "success" });
  });
});

describe("a change of role", () => {
  it("counts at once, and is followed by another session id (T-13, T-67)", async () => {
    const here = await enter(await addPerson(organization.ctx, "technician"));
    expect(await findSession(here.id)).toMatchObject({ isRenewalDue: false });
    await database.admin`update custody.memberships set role = 'auditor'
      where user_id = (select user_id from custody.sessions where id = ${here.id})`;
    expect(await findSession(here.id)).toMatchObject({
      role: "auditor",
      isRenewalDue: true,
    });
    const nextId = drawToken();
    await renewSession(await ctxOf(here.id, nextId), { from: here.id });
    expect(await findSession(here.id)).toBeNull();
    expect(await findSession(nextId)).toMatchObject({
      role: "auditor",
      isRenewalDue: false,
    });
  });
});
