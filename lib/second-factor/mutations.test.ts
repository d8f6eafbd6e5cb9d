import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { findSession, listArrivals } from "@/lib/access/queries";
import { drawToken } from "@/lib/access/token";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import { listEntries, makeKey } from "@/testing/api-call";
import { readCode } from "@/testing/authenticator";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  beginEnrolment,
  confirmEnrolment,
  createRecoveryCodes,
  passSecondFactor,
  recordWrongCode,
  useRecoveryCode,
} from "./mutations";
import { countRecoveryCodes, findSecondFactor } from "./queries";

const context = {
  ip: "203.0.113.7",
  user_agent: "x",
  session_id: null,
  request_id: null,
};
const password = "correct horse battery staple";
const way = { method: "password", hasPassedSecondFactor: false, isProof: true };

let database: TestDatabase;
let organization: TestOrganization;
let reader: string;
let made = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  reader = await makeKey(organization, ["audit:read"]);
});

afterAll(async () => {
  await database.drop();
});

/** A person with a password signed in: how far they come by that alone. */
async function arrive(email: string) {
  const [arrival] = await listArrivals({ email });
  if (!isNewcomer(arrival)) throw new Error("may not come in");
  const { id, stage } = await openSession(arrival, way, context);
  return { arrival, id, stage };
}

async function addPerson(role: "owner" | "admin" | "technician" = "owner") {
  made += 1;
  const email = `p${made}@msp.example`;
  await createUser(organization.ctx, { email, name: "Pat", role, password });
  return email;
}

async function next(id: string) {
  const session = await findSession(id);
  if (!session) throw new Error("no session");
  const facts = { ...session, sessionId: drawToken(), assignedClientIds: null };
  return {
    ctx: mintSessionCtx(facts, context),
    nextId: facts.sessionId,
    show: (code: string) => ({ from: id, isSignIn: true, method: "password", code }),
  };
}

function readSecret(userId: string): Promise<string> {
  return inScope(organization.ctx.scope, async (tx) => {
    return (await findSecondFactor(tx, userId))?.secret ?? "";
  });
}

async function enrol(email: string) {
  const { id, arrival } = await arrive(email);
  const { ctx, nextId, show } = await next(id);
  const secret = await readSecret(arrival.userId);
  const { codes } = await confirmEnrolment(ctx, show(readCode(secret, -1)));
  return { oldId: id, nextId, secret, codes, userId: arrival.userId };
}

async function lastOf(action: string) {
  return (await listEntries(reader, { action, limit: "1" })).body.data[0];
}

function countFulfilled(tries: PromiseSettledResult<unknown>[]): number {
  return tries.filter(({ status }) => status === "fulfilled").length;
}

describe("a first sign-in", () => {
  it("of an owner or admin leads to enrolment, of others straight in", async () => {
    expect((await arrive(await addPerson("owner"))).stage).toBe("enrolment");
    expect((await arrive(await addPerson("admin"))).stage).toBe("enrolment");
    expect((await arrive(await addPerson("technician"))).stage).toBe("full");
  });

  it("is finished by the first right code, under another session id (T-67)", async () => {
    const email = await addPerson();
    const { oldId, nextId, codes } = await enrol(email);
    expect(await findSession(oldId)).toBeNull();
    expect(await findSession(nextId)).toMatchObject({ stage: "full", email });
    expect(codes).toHaveLength(10);
    expect(await lastOf("user.mfa_enrolled")).toMatchObject({ actor: { email } });
    expect(await lastOf("user.recovery_codes_created")).toMatchObject({
      metadata: { count: 10 },
    });
    expect(await lastOf("user.signed_in")).toMatchObject({
      actor: { email },
      context: { session_id: nextId.slice(0, 16) },
    });
  });

  it("is not finished by a wrong code, nor when its entry cannot be written (T-39)", async () => {
    const { id, arrival } = await arrive(await addPerson());
    const { ctx, show } = await next(id);
    await expect(confirmEnrolment(ctx, show("000000"))).rejects.toMatchObject({
      code: "code.wrong",
    });
    const secret = await readSecret(arrival.userId);
    await withBrokenLog(database, () =>
      expect(confirmEnrolment(ctx, show(readCode(secret)))).rejects.toThrow(),
    );
    expect((await findSession(id))?.stage).toBe("enrolment");
    expect((await arrive(arrival.email)).stage).toBe("enrolment");
  });
});

describe("a code of the authenticator", () => {
  it("finishes the sign-in of who has one, and the session has another id", async () => {
    const email = await addPerson("technician");
    const { secret } = await enrolVoluntarily(email);
    const { id, stage } = await arrive(email);
    expect(stage).toBe("second_factor");
    const { ctx, nextId, show } = await next(id);
    await passSecondFactor(ctx, show(readCode(secret)));
    expect(await findSession(id)).toBeNull();
    expect((await findSession(nextId))?.stage).toBe("full");
    expect(await lastOf("user.mfa_passed")).toMatchObject({ actor: { email } });
  });

  it("works once, also by fifty at the same moment (T-64)", async () => {
    const email = await addPerson();
    const { secret } = await enrol(email);
    const sessions = await Promise.all(Array.from({ length: 50 }, () => arrive(email)));
    const code = readCode(secret);
    const tries = await Promise.allSettled(
      sessions.map(async ({ id }) => {
        const { ctx, show } = await next(id);
        return passSecondFactor(ctx, show(code));
      }),
    );
    expect(countFulfilled(tries)).toBe(1);
  });

  it("of the step before or after counts, of an older one or an earlier than used not", async () => {
    const email = await addPerson();
    const { secret } = await enrol(email);
    const show = async (steps: number) => {
      const { ctx, show } = await next((await arrive(email)).id);
      return passSecondFactor(ctx, show(readCode(secret, steps)));
    };
    await expect(show(-4)).rejects.toMatchObject({ code: "code.wrong" });
    await expect(show(4)).rejects.toMatchObject({ code: "code.wrong" });
    await show(1);
    await expect(show(0)).rejects.toMatchObject({ code: "code.wrong" });
  });

  it("of somebody else, or no code at all, does not count", async () => {
    const email = await addPerson();
    await enrol(email);
    const other = await enrol(await addPerson());
    for (const code of [readCode(other.secret), "", "12345", "1234567", "abcdef"]) {
      const { ctx, show } = await next((await arrive(email)).id);
      await expect(passSecondFactor(ctx, show(code))).rejects.toMatchObject({
        code: "code.wrong",
      });
    }
  });

  it("that is wrong is in the log", async () => {
    const email = await addPerson();
    await enrol(email);
    const { ctx } = await next((await arrive(email)).id);
    await recordWrongCode(ctx, "wrong code");
    expect(await lastOf("user.mfa_failed")).toMatchObject({
      outcome: "failed",
      reason: "wrong code",
      actor: { email },
    });
  });

  it("and its secret stand nowhere in the log or in clear in the database", async () => {
    const { secret, codes, userId } = await enrol(await addPerson());
    const [row] = await database.admin`select sealed_secret from custody.second_factors
      where user_id = ${userId}`;
    expect(Buffer.from(row?.sealed_secret).includes(secret)).toBe(false);
    const log = await database.admin`select string_agg(array_to_string(fields, ' '), ' ')
      as text from custody.entries`;
    expect(log[0]?.text).not.toContain(secret);
    for (const code of codes) expect(log[0]?.text).not.toContain(code);
  });
});

async function enrolVoluntarily(email: string) {
  const { id, arrival } = await arrive(email);
  const { ctx, show } = await next(id);
  const facts = { ...arrival, sessionId: id, assignedClientIds: null };
  const proved = mintSessionCtx({ ...facts, isRecentlyProved: true }, context);
  await beginEnrolment(proved, {});
  const secret = await readSecret(arrival.userId);
  await confirmEnrolment(ctx, { ...show(readCode(secret, -1)), isSignIn: false });
  return { secret, userId: arrival.userId };
}

describe("a recovery code", () => {
  it("signs in once, also by fifty at the same moment, however it is written (T-65)", async () => {
    const email = await addPerson();
    const { codes, userId } = await enrol(email);
    const typed = (codes[0] ?? "").toUpperCase().replaceAll("-", " ");
    const sessions = await Promise.all(Array.from({ length: 50 }, () => arrive(email)));
    const tries = await Promise.allSettled(
      sessions.map(async ({ id }) => {
        const { ctx, show } = await next(id);
        return useRecoveryCode(ctx, show(typed));
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
    const email = await addPerson();
    const { codes, nextId } = await enrol(email);
    const other = await enrol(await addPerson());
    const session = await findSession(nextId);
    if (!session) throw new Error("no session");
    const facts = { ...session, sessionId: nextId, assignedClientIds: null };
    await expect(
      createRecoveryCodes(mintSessionCtx(facts, context), {}),
    ).rejects.toMatchObject({ code: "access.proof_needed" });
    await createRecoveryCodes(
      mintSessionCtx({ ...facts, isRecentlyProved: true }, context),
      {},
    );
    for (const code of [codes[0] ?? "", other.codes[0] ?? "", "aaaaa-bbbbb-ccccc", ""]) {
      const { ctx, show } = await next((await arrive(email)).id);
      await expect(useRecoveryCode(ctx, show(code))).rejects.toMatchObject({
        code: "code.wrong",
      });
    }
  });
});

describe("an authenticator that is set up", () => {
  it("is not replaced by a second enrolment", async () => {
    const email = await addPerson("technician");
    await enrolVoluntarily(email);
    await expect(enrolVoluntarily(email)).rejects.toMatchObject({
      code: "second_factor.present",
    });
  });

  it("is begun only by who proved a moment ago who they are", async () => {
    const { id, arrival } = await arrive(await addPerson("technician"));
    const facts = { ...arrival, sessionId: id, assignedClientIds: null };
    await expect(
      beginEnrolment(mintSessionCtx(facts, context), {}),
    ).rejects.toMatchObject({
      code: "access.proof_needed",
    });
  });
});
