import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUser } from "@/lib/people/mutations";
import { endSession } from "@/lib/sessions/mutations";
import { listEntries, makeKey } from "@/testing/api-call";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { mintSessionCtx } from "./mint";
import { attemptSignIn } from "./mutations";
import { findSession } from "./queries";

const password = "correct horse battery staple";
const email = "ann@msp.example";
const context = {
  ip: "203.0.113.7",
  user_agent: "Firefox",
  session_id: null,
  request_id: "req_1",
};

let database: TestDatabase;
let organization: TestOrganization;
let reader: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  reader = await makeKey(organization, ["audit:read"]);
  const person = { name: "Ann", role: "auditor" as const, password };
  await createUser(organization.ctx, { ...person, email });
  await createUser(organization.ctx, { ...person, email: "gone@msp.example" });
  const external = { ...person, email: "sso@msp.example", password: null };
  await createUser(organization.ctx, external);
  await database.admin`
    update custody.users set disabled_at = now() where email = 'gone@msp.example'`;
});

afterAll(async () => {
  await database.drop();
});

const authSecret = "s".repeat(32);

function attempt(
  address: string,
  secret: string,
  extra: { ip?: string; mark?: string } = {},
) {
  const { ip = "203.0.113.7", mark = "" } = extra;
  const device = { mark, secret: authSecret };
  return attemptSignIn({ email: address, password: secret }, { ...context, ip }, device);
}

async function signIn(address: string, secret: string): Promise<string | null> {
  const answer = await attempt(address, secret);
  return answer.kind === "in" ? answer.sessionId : null;
}

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

async function countSessions(): Promise<number> {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from custody.sessions`;
  return row?.count ?? 0;
}

describe("a sign-in with the right password", () => {
  it("opens a session and is in the log", async () => {
    const id = await signIn(email, password);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await findSession(id ?? "")).toMatchObject({
      organizationId: organization.organizationId,
      email,
      role: "auditor",
      stage: "full",
    });
    expect(await lastOf("user.signed_in")).toMatchObject({
      outcome: "success",
      reason: null,
      actor: { type: "user", email, name: "Ann", role: "auditor" },
      target: { type: "user", name: "Ann" },
      context: { ip: "203.0.113.7", user_agent: "Firefox", request_id: "req_1" },
      source: "web",
    });
  });

  it("is a new session each time, by the address in any spelling", async () => {
    const ids = [
      await signIn(email, password),
      await signIn(" Ann@MSP.example ", password),
    ];
    expect(ids).not.toContain(null);
    expect(new Set(ids).size).toBe(2);
  });

  it("opens nothing when its entry cannot be written (T-39)", async () => {
    const before = await countSessions();
    await withBrokenLog(database, () =>
      expect(signIn(email, password)).rejects.toThrow(),
    );
    expect(await countSessions()).toBe(before);
  });
});

describe("a sign-in that fails", () => {
  const cases: [title: string, address: string, secret: string, reason: string][] = [
    ["a wrong password", email, `${password}!`, "wrong password"],
    ["an empty password", email, "", "wrong password"],
    ["an unknown address", "nobody@msp.example", password, "unknown e-mail address"],
    ["a disabled account", "gone@msp.example", password, "the account is disabled"],
    ["an account without password", "sso@msp.example", "", "wrong password"],
    ["SQL for an address", "' or 1=1 --", password, "unknown e-mail address"],
  ];

  it.each(cases)("for %s answers null, and the log says why", async (...attempt) => {
    const [, address, secret, reason] = attempt;
    const before = await countSessions();
    expect(await signIn(address, secret)).toBeNull();
    expect(await countSessions()).toBe(before);
    expect(await lastOf("user.sign_in_failed")).toMatchObject({
      outcome: "failed",
      reason,
      actor: {
        type: "user",
        email: address.includes("@") ? address : "(not an e-mail address)",
      },
      context: { ip: "203.0.113.7" },
    });
  });

  it("again and again is told ten times, then counted (T-95)", async () => {
    const flooded = "flood@msp.example";
    await Promise.all(Array.from({ length: 30 }, () => signIn(flooded, password)));
    const [told] = await database.admin`
      select count(*)::int as count from custody.entries
      where action = 'user.sign_in_failed' and fields[3] like ${`%${flooded}%`}`;
    const [folded] = await database.admin`
      select sum(folded_count)::int as count from custody.folded_events
      where fold_key like ${`%${flooded}%`}`;
    expect(told?.count).toBeGreaterThanOrEqual(10);
    expect(told?.count).toBeLessThanOrEqual(20);
    expect(folded?.count).toBe(30);
  });

  it("answers the same whatever was wrong (T-63)", async () => {
    const answers = await Promise.all(
      cases.map(([, address, secret]) => signIn(address, secret)),
    );
    expect(new Set(answers)).toEqual(new Set([null]));
  });
});

describe("a password", () => {
  it("is stored as Argon2id alone, salted, and stands nowhere else", async () => {
    const rows = await database.admin<{ hash: string }[]>`
      select password_hash as hash from custody.users where password_hash is not null`;
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2);
    for (const { hash } of rows) {
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    }
    const told = await listEntries(reader, { q: "horse" });
    expect(told.body.total).toBe(0);
    const created = await listEntries(reader, { action: "user.created" });
    expect(created.body.total).toBe(3);
    expect(created.text).not.toMatch(/argon2|horse/);
  });
});

describe("the end of a session", () => {
  it("is in the log, and the session is refused from then on (T-68)", async () => {
    const id = (await signIn(email, password)) ?? "";
    const session = await findSession(id);
    if (!session) throw new Error("no session");
    const ctx = mintSessionCtx(
      { ...session, sessionId: session.id, assignedClientIds: null },
      context,
    );
    await endSession(ctx, {});
    expect(await findSession(id)).toBeNull();
    expect(await lastOf("user.signed_out")).toMatchObject({
      actor: { type: "user", email },
      context: { session_id: id.slice(0, 16) },
    });
  });

  it("comes also by its time, and when the account is disabled (T-14)", async () => {
    const late = (await signIn(email, password)) ?? "";
    await database.admin`update custody.sessions set expires_at = now() where id = ${late}`;
    expect(await findSession(late)).toBeNull();
    const id = (await signIn(email, password)) ?? "";
    await database.admin`update custody.users set disabled_at = now() where email = ${email}`;
    expect(await findSession(id)).toBeNull();
    await database.admin`update custody.users set disabled_at = null where email = ${email}`;
  });

  it("is not needed by an id that never was", async () => {
    for (const id of ["", "x", "' or 1=1 --", "0".repeat(64)]) {
      expect(await findSession(id)).toBeNull();
    }
  });
});

describe("what makes an account (T-19)", () => {
  const person = { email: "new@msp.example", name: "New", role: "auditor", password };

  it.each([
    { isOwner: true },
    { organizationId: "00000000-0000-4000-8000-000000000001" },
    { id: "00000000-0000-4000-8000-000000000001" },
    { passwordHash: "x" },
    { seesWholeLog: true },
    { role: "root" },
    { role: ["owner"] },
    { password: "short" },
    { email: "a@b.example, c@d.example" },
    { email: '"e@attacker.example"@victim.example' },
    { email: "a@b.example\r\nBcc: c@d.example" },
    { email: "＠dmin@b.example" },
  ])("refuses %j", async (extra) => {
    const input = { ...person, ...extra } as Parameters<typeof createUser>[1];
    await expect(createUser(organization.ctx, input)).rejects.toMatchObject({
      code: "input.invalid",
    });
  });

  it("refuses an address that is in use, in any case", async () => {
    const input = { ...person, role: "auditor" as const, email: "ANN@msp.example" };
    await expect(createUser(organization.ctx, input)).rejects.toMatchObject({
      code: "name.taken",
    });
  });
});
