import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "@/lib/access/limits";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { attemptSignIn } from "@/lib/access/mutations";
import { findSession, listArrivals } from "@/lib/access/queries";
import { listEntries, makeKey } from "@/testing/api-call";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPerson, arrive, enrol, nowhere } from "@/testing/second-factor";
import { requestLink, resetPassword, spendSignInLink } from "./mutations";
import { findLink } from "./queries";

const password = "correct horse battery staple";
const fresh = "gelber Zug faehrt nachts";
const device = { mark: "", secret: "s".repeat(32) };

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

beforeEach(async () => {
  await database.admin`delete from custody.rate_limits`;
});

async function ask(purpose: "sign_in" | "reset", email: string): Promise<string> {
  await requestLink(purpose, email, nowhere);
  const mail = await readNewestMail(database, organization, email);
  return /\/(?:link|reset)\/(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
}

const anonymous = () => mintAnonymousCtx(organization.organizationId, nowhere);
const spend = (token: string) => spendSignInLink(anonymous(), { token });
const reset = (token: string, word = fresh) =>
  resetPassword(anonymous(), { token, password: word });

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

async function countMails(): Promise<number> {
  const [row] = await database.admin`select count(*)::int as count from custody.mails`;
  return row?.count;
}

describe("a sign-in link", () => {
  it("is mailed, stored as a digest only, and its asking and use are in the log", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const token = await ask("sign_in", email);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const [row] = await database.admin`select string_agg(row_to_json(l)::text, ' ')
      as text from custody.sign_in_links l`;
    expect(row?.text).not.toContain(token);
    expect(await lastOf("user.magic_link_sent")).toMatchObject({ actor: { email } });
    expect(await spend(token)).toMatchObject({ email });
    expect(await lastOf("user.magic_link_used")).toMatchObject({ actor: { email } });
  });

  it("works once, also for fifty at the same moment, and looking does not use it (T-69)", async () => {
    const token = await ask("sign_in", await addPerson(organization.ctx, "auditor"));
    for (let at = 0; at < 3; at += 1) expect((await findLink(token))?.isOpen).toBe(true);
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => spend(token)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await findLink(token))?.isOpen).toBe(false);
  });

  it("is worth nothing after ten minutes, made up, for a reset, or when it is disabled", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const token = await ask("sign_in", email);
    const other = await ask("reset", email);
    await expect(spend(other)).rejects.toMatchObject({ code: "link.spent" });
    await expect(reset(token)).rejects.toMatchObject({ code: "link.spent" });
    await expect(spend("0".repeat(64))).rejects.toMatchObject({ code: "link.spent" });
    const [row] = await database.admin`select extract(epoch from expires_at - created_at)
      as seconds from custody.sign_in_links where purpose = 'sign_in'`;
    expect(Math.round(Number(row?.seconds))).toBe(600);
    await database.admin`update custody.sign_in_links set expires_at = now()`;
    await expect(spend(token)).rejects.toMatchObject({ code: "link.spent" });
  });

  it("stays good when its use cannot be logged (T-39)", async () => {
    const token = await ask("sign_in", await addPerson(organization.ctx, "auditor"));
    await withBrokenLog(database, () => expect(spend(token)).rejects.toThrow());
    expect((await findLink(token))?.isOpen).toBe(true);
  });

  it("goes to nobody for an address that nobody has, and answers alike (T-63)", async () => {
    const before = await countMails();
    for (const email of ["nobody@msp.example", "x", "a@b.example\r\nBcc: c@d.example"]) {
      expect(await requestLink("sign_in", email, nowhere)).toBeUndefined();
    }
    expect(await countMails()).toBe(before);
    expect(await lastOf("user.magic_link_sent")).toMatchObject({
      outcome: "failed",
      reason: "unknown e-mail address",
    });
  });

  it("is sent a few times to one address, and no more", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const before = await countMails();
    for (let at = 0; at < limits.linkAddress.attemptsMax + 5; at += 1) {
      await requestLink("sign_in", email, nowhere);
    }
    expect(await countMails()).toBe(before + limits.linkAddress.attemptsMax);
  });
});

describe("a password reset", () => {
  it("sets the new password, ends every session, and is in the log and in a mail", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const { id } = await arrive(email);
    await reset(await ask("reset", email));
    expect(await findSession(id)).toBeNull();
    const old = await attemptSignIn({ email, password }, nowhere, device);
    expect(old.kind).toBe("wrong");
    const now = await attemptSignIn({ email, password: fresh }, nowhere, device);
    expect(now).toMatchObject({ kind: "in", stage: "full" });
    expect(await lastOf("user.password_reset")).toMatchObject({ actor: { email } });
    const mail = await readNewestMail(database, organization, email);
    expect(mail?.subject).toBe("Your password was changed");
  });

  it("does not pass the second factor (T-66)", async () => {
    const email = await addPerson(organization.ctx);
    await enrol(email);
    await reset(await ask("reset", email));
    const attempt = await attemptSignIn({ email, password: fresh }, nowhere, device);
    expect(attempt).toMatchObject({ kind: "in", stage: "second_factor" });
    const [arrival] = await listArrivals({ email });
    expect(arrival?.hasSecondFactor).toBe(true);
  });

  it("uses up every other link of its person, and refuses what is guessed first", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const [first, second] = [await ask("reset", email), await ask("reset", email)];
    await expect(reset(first, "Password2026!!")).rejects.toMatchObject({
      code: "input.invalid",
    });
    await reset(first);
    await expect(reset(second)).rejects.toMatchObject({ code: "link.spent" });
  });
});
