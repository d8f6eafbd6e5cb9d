import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { findSession } from "@/lib/access/queries";
import { inScope } from "@/lib/runtime/transaction";
import { listEntries, makeKey } from "@/testing/api-call";
import { readCode } from "@/testing/authenticator";
import type { TestDatabase } from "@/testing/database";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  addPerson,
  arrive,
  enrol,
  enrolVoluntarily,
  nextOf,
  nowhere,
} from "@/testing/second-factor";
import {
  beginEnrolment,
  confirmEnrolment,
  createRecoveryCodes,
  passSecondFactor,
  spendRecoveryCode,
} from "./mutations";
import { countRecoveryCodes, findSecondFactor } from "./queries";

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

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

function countFulfilled(tries: PromiseSettledResult<unknown>[]): number {
  return tries.filter(({ status }) => status === "fulfilled").length;
}

describe("a recovery code", () => {
  it("signs in once, also by fifty at the same moment, however it is written (T-65)", async () => {
    const email = await addPerson(organization.ctx);
    const { codes, userId } = await enrol(email);
    const typed = (codes[0] ?? "").toUpperCase().replaceAll("-", " ");
    const sessions = await Promise.all(Array.from({ length: 50 }, () => arrive(email)));
    const tries = await Promise.allSettled(
      sessions.map(async ({ id }) => {
        const { ctx, show } = await nextOf(id);
        return spendRecoveryCode(ctx, show(typed));
      }),
    );
    expect(countFulfilled(tries)).toBe(1);
    expect(await lastOf("user.recovery_code_used")).toMatchObject({ actor: { email } });
    const left = await inScope(organization.ctx.scope, (tx) =>
      countRecoveryCodes(tx, userId),
    );
    expect(left).toBe(9);
  });

  it("of a set that was replaced, of somebody else, or made up does not count", async () => {
    const email = await addPerson(organization.ctx);
    const { codes, nextId } = await enrol(email);
    const other = await enrol(await addPerson(organization.ctx));
    const session = await findSession(nextId);
    if (!session) throw new Error("no session");
    const facts = { ...session, sessionId: nextId, assignedClientIds: null };
    await expect(
      createRecoveryCodes(mintSessionCtx(facts, nowhere), {}),
    ).rejects.toMatchObject({ code: "access.proof_needed" });
    await createRecoveryCodes(
      mintSessionCtx({ ...facts, isRecentlyProved: true }, nowhere),
      {},
    );
    for (const code of [codes[0] ?? "", other.codes[0] ?? "", "aaaaa-bbbbb-ccccc", ""]) {
      const { ctx, show } = await nextOf((await arrive(email)).id);
      await expect(spendRecoveryCode(ctx, show(code))).rejects.toMatchObject({
        code: "code.wrong",
      });
    }
  });
});

describe("an authenticator that is set up", () => {
  it("counts until the first right code of the one that replaces it, and no longer (T-68)", async () => {
    const email = await addPerson(organization.ctx);
    const first = await enrol(email);
    const session = await findSession(first.nextId);
    if (!session) throw new Error("no session");
    const facts = { ...session, sessionId: first.nextId, assignedClientIds: null };
    await beginEnrolment(
      mintSessionCtx({ ...facts, isRecentlyProved: true }, nowhere),
      {},
    );
    const there = await arrive(email);
    const elsewhere = await nextOf(there.id);
    await passSecondFactor(elsewhere.ctx, elsewhere.show(readCode(first.secret, 0)));
    const factor = await inScope(organization.ctx.scope, (tx) =>
      findSecondFactor(tx, first.userId),
    );
    const next = factor?.awaitedSecret ?? "";
    const { ctx, nextId, show } = await nextOf(first.nextId);
    const confirm = (code: string) =>
      confirmEnrolment(ctx, { ...show(code), isSignIn: false });
    await expect(confirm(readCode(first.secret, 1))).rejects.toMatchObject({
      code: "code.wrong",
    });
    await confirm(readCode(next));
    expect(await findSession(elsewhere.nextId)).toBeNull();
    expect((await findSession(nextId))?.stage).toBe("full");
    const late = await nextOf((await arrive(email)).id);
    for (const showOld of [
      () => passSecondFactor(late.ctx, late.show(readCode(first.secret, 1))),
      () => spendRecoveryCode(late.ctx, late.show(first.codes[0] ?? "")),
    ]) {
      await expect(showOld()).rejects.toMatchObject({ code: "code.wrong" });
    }
    await passSecondFactor(late.ctx, late.show(readCode(next, 1)));
    expect(await lastOf("user.mfa_replaced")).toMatchObject({ actor: { email } });
    const mail = await readNewestMail(database, organization, email);
    expect(mail?.subject).toBe("Your second factor was replaced");
  });

  it("is not replaced at the door, nor by a session that was proved long ago", async () => {
    const email = await addPerson(organization.ctx, "technician");
    const { userId } = await enrolVoluntarily(email);
    const { id } = await arrive(email);
    const { ctx, show } = await nextOf(id);
    await expect(confirmEnrolment(ctx, show("000000"))).rejects.toMatchObject({
      code: "second_factor.present",
    });
    await database.admin`update custody.sessions set proved_at = null
      where user_id = ${userId}`;
    const stale = await nextOf(id);
    await expect(
      confirmEnrolment(stale.ctx, { ...stale.show("000000"), isSignIn: false }),
    ).rejects.toMatchObject({ code: "access.proof_needed" });
  });

  it("is begun only by who proved a moment ago who they are", async () => {
    const { id, arrival } = await arrive(await addPerson(organization.ctx, "technician"));
    const facts = { ...arrival, sessionId: id, assignedClientIds: null };
    await expect(
      beginEnrolment(mintSessionCtx(facts, nowhere), {}),
    ).rejects.toMatchObject({
      code: "access.proof_needed",
    });
  });
});
