import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "@/lib/access/limits";
import { mintSessionCtx } from "@/lib/access/mint";
import { attemptSignIn } from "@/lib/access/mutations";
import { findSession, listArrivals } from "@/lib/access/queries";
import { inScope } from "@/lib/runtime/transaction";
import { passSecondFactor, spendRecoveryCode } from "@/lib/second-factor/mutations";
import { actingAs, addPerson as addMember, listTold } from "@/testing/acting";
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
import { liftLockOut, removeSecondFactor, resetSecondFactor } from "./mutations";
import { findSignInState } from "./queries";

const password = "correct horse battery staple";
const reason = "lost the phone, known by voice";

let database: TestDatabase;
let own: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  own = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

/** A session of somebody who has just shown who they are. */
async function ctxOf(id: string) {
  const session = await findSession(id);
  if (!session) throw new Error("no session");
  const facts = { ...session, sessionId: id, assignedClientIds: null };
  return mintSessionCtx({ ...facts, isRecentlyProved: true }, nowhere);
}

/** Of somebody with an authenticator: signed in with it, to the end. */
async function pass(email: string, secret: string, steps: number) {
  const { id } = await arrive(email);
  const { ctx, nextId, show } = await nextOf(id);
  await passSecondFactor(ctx, show(readCode(secret, steps)));
  return nextId;
}

describe("one's own second factor", () => {
  it("is removed where no role needs it; other sessions end and a mail says so", async () => {
    const email = await addPerson(own.ctx, "technician");
    const { secret } = await enrolVoluntarily(email);
    const [there, here] = [await pass(email, secret, 0), await pass(email, secret, 1)];
    await removeSecondFactor(await ctxOf(here), {});
    expect(await findSession(there)).toBeNull();
    expect(await findSession(here)).not.toBeNull();
    expect((await arrive(email)).stage).toBe("full");
    const mail = await readNewestMail(database, own, email);
    expect(mail?.subject).toBe("Your second factor was removed");
    expect((await listTold(database, own, "user.mfa_removed")).at(-1)).toMatchObject({
      actor: { email },
      metadata: { sessions_ended: 2 },
    });
  });

  it("is not removed by an owner or admin, who need one, nor without a proof", async () => {
    for (const role of ["owner", "admin"] as const) {
      const { nextId } = await enrol(await addPerson(own.ctx, role));
      await expect(removeSecondFactor(await ctxOf(nextId), {})).rejects.toMatchObject({
        code: "access.denied",
      });
    }
    const email = await addPerson(own.ctx, "auditor");
    const { secret } = await enrolVoluntarily(email);
    const id = await pass(email, secret, 0);
    const session = await findSession(id);
    if (!session) throw new Error("no session");
    const facts = { ...session, sessionId: id, assignedClientIds: null };
    await expect(
      removeSecondFactor(mintSessionCtx(facts, nowhere), {}),
    ).rejects.toMatchObject({ code: "access.proof_needed" });
  });
});

describe("a second factor that was lost", () => {
  it("is reset by an owner: sessions end, both are told, the next sign-in sets up another (T-68)", async () => {
    const teller = await addPerson(own.ctx, "owner");
    const email = await addPerson(own.ctx, "admin");
    const { nextId, secret, codes, userId } = await enrol(email);
    await resetSecondFactor(actingAs(own, "owner"), { userId, reason, ticket: "PSA-7" });
    expect(await findSession(nextId)).toBeNull();
    const again = await arrive(email);
    expect(again.stage).toBe("enrolment");
    const { ctx, show } = await nextOf(again.id);
    for (const shown of [
      passSecondFactor(ctx, show(readCode(secret, 1))),
      spendRecoveryCode(ctx, show(codes[0] ?? "")),
    ]) {
      await expect(shown).rejects.toMatchObject({ code: "code.wrong" });
    }
    const mine = await readNewestMail(database, own, email);
    expect(mine).toMatchObject({ subject: "Your second factor was reset" });
    expect(mine?.text).toContain(reason);
    const theirs = await readNewestMail(database, own, teller);
    expect(theirs?.text).toContain(email);
    expect((await listTold(database, own, "user.mfa_removed")).at(-1)).toMatchObject({
      reason,
      target: { id: userId },
      metadata: { ticket: "PSA-7", sessions_ended: 1 },
    });
  });

  it("is reset by an admin for lower roles only, by nobody for themselves, and not without a reason", async () => {
    const admin = actingAs(own, "admin");
    const reset = async (role: "owner" | "admin" | "technician") => {
      const email = await addPerson(own.ctx, role);
      const { userId } = await (role === "technician"
        ? enrolVoluntarily(email)
        : enrol(email));
      return { userId, done: resetSecondFactor(admin, { userId, reason }) };
    };
    for (const role of ["owner", "admin"] as const) {
      await expect((await reset(role)).done).rejects.toMatchObject({
        code: "access.denied",
      });
    }
    await (await reset("technician")).done;
    const { userId } = await enrol(await addPerson(own.ctx, "owner"));
    const self = actingAs(own, "owner", { userId });
    await expect(resetSecondFactor(self, { userId, reason })).rejects.toMatchObject({
      code: "access.denied",
    });
    await expect(
      resetSecondFactor(actingAs(own, "owner"), { userId, reason: " " }),
    ).rejects.toMatchObject({ facts: { errors: [{ pointer: "/reason" }] } });
    for (const role of ["technician", "auditor"] as const) {
      await expect(
        resetSecondFactor(actingAs(own, role), { userId, reason }),
      ).rejects.toMatchObject({ code: "access.denied" });
    }
  });

  it("of somebody in two organizations is no one owner's to reset, but the operator's", async () => {
    const other = await makeOrganization("other");
    const { userId } = await enrol(await addPerson(own.ctx, "admin"));
    await database.admin`insert into custody.memberships (organization_id, user_id, role)
      values (${other.organizationId}, ${userId}, 'technician')`;
    for (const place of [own, other]) {
      await expect(
        resetSecondFactor(actingAs(place, "owner"), { userId, reason }),
      ).rejects.toMatchObject({ code: "access.denied" });
    }
    await resetSecondFactor(own.ctx, { userId, reason });
  });

  it("of another organization is not found", async () => {
    const foreign = await makeOrganization("foreign");
    const { userId } = await enrol(await addPerson(own.ctx, "admin"));
    for (const act of [resetSecondFactor, liftLockOut]) {
      await expect(
        act(actingAs(foreign, "owner"), { userId, reason }),
      ).rejects.toMatchObject({ code: "resource.not_found" });
    }
  });
});

it("a lock-out is shown and lifted by an owner, and the log says so", async () => {
  const email = await addPerson(own.ctx, "technician");
  const attempt = (word: string) =>
    attemptSignIn({ email, password: word }, nowhere, {
      mark: "",
      secret: "s".repeat(32),
    });
  for (let at = 0; at <= limits.account.attemptsMax; at += 1) await attempt("wrong");
  expect((await attempt(password)).kind).toBe("slow");
  const id = (await listArrivals({ email }))[0]?.userId ?? "";
  const stateOf = () =>
    inScope(own.ctx.scope, (tx) => findSignInState(tx, { id, email }));
  expect((await stateOf()).lockedUntil?.getTime()).toBeGreaterThan(Date.now());
  await liftLockOut(actingAs(own, "owner"), { userId: id });
  expect((await stateOf()).lockedUntil).toBeNull();
  expect((await attempt(password)).kind).toBe("in");
  expect((await listTold(database, own, "user.unlocked")).at(-1)).toMatchObject({
    target: { id },
  });
  const owner = await addMember(own, "owner");
  await expect(
    liftLockOut(actingAs(own, "admin"), { userId: owner.id }),
  ).rejects.toMatchObject({ code: "access.denied" });
});
