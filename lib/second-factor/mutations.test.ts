import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSession } from "@/lib/access/queries";
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
  addPerson,
  arrive,
  enrol,
  enrolVoluntarily,
  nextOf,
  readSecret,
} from "@/testing/second-factor";
import { confirmEnrolment, passSecondFactor, recordWrongCode } from "./mutations";

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

describe("a first sign-in", () => {
  it("of an owner or admin leads to enrolment, of others straight in", async () => {
    expect((await arrive(await addPerson(organization.ctx, "owner"))).stage).toBe(
      "enrolment",
    );
    expect((await arrive(await addPerson(organization.ctx, "admin"))).stage).toBe(
      "enrolment",
    );
    expect((await arrive(await addPerson(organization.ctx, "technician"))).stage).toBe(
      "full",
    );
  });

  it("is finished by the first right code, under another session id (T-67)", async () => {
    const email = await addPerson(organization.ctx);
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
    const { id, arrival } = await arrive(await addPerson(organization.ctx));
    const { ctx, show } = await nextOf(id);
    await expect(confirmEnrolment(ctx, show("000000"))).rejects.toMatchObject({
      code: "code.wrong",
    });
    const secret = await readSecret(arrival);
    await withBrokenLog(database, () =>
      expect(confirmEnrolment(ctx, show(readCode(secret)))).rejects.toThrow(),
    );
    expect((await findSession(id))?.stage).toBe("enrolment");
    expect((await arrive(arrival.email)).stage).toBe("enrolment");
  });
});

describe("a code of the authenticator", () => {
  it("finishes the sign-in of who has one, and the session has another id", async () => {
    const email = await addPerson(organization.ctx, "technician");
    const { secret } = await enrolVoluntarily(email);
    const { id, stage } = await arrive(email);
    expect(stage).toBe("second_factor");
    const { ctx, nextId, show } = await nextOf(id);
    await passSecondFactor(ctx, show(readCode(secret)));
    expect(await findSession(id)).toBeNull();
    expect((await findSession(nextId))?.stage).toBe("full");
    expect(await lastOf("user.mfa_passed")).toMatchObject({ actor: { email } });
  });

  it("works once, also by fifty at the same moment (T-64)", async () => {
    const email = await addPerson(organization.ctx);
    const { secret } = await enrol(email);
    const sessions = await Promise.all(Array.from({ length: 50 }, () => arrive(email)));
    const code = readCode(secret);
    const tries = await Promise.allSettled(
      sessions.map(async ({ id }) => {
        const { ctx, show } = await nextOf(id);
        return passSecondFactor(ctx, show(code));
      }),
    );
    expect(countFulfilled(tries)).toBe(1);
  });

  it("of the step before or after counts, of an older one or an earlier than used not", async () => {
    const email = await addPerson(organization.ctx);
    const { secret } = await enrol(email);
    const show = async (steps: number) => {
      const { ctx, show } = await nextOf((await arrive(email)).id);
      return passSecondFactor(ctx, show(readCode(secret, steps)));
    };
    await expect(show(-4)).rejects.toMatchObject({ code: "code.wrong" });
    await expect(show(4)).rejects.toMatchObject({ code: "code.wrong" });
    await show(1);
    await expect(show(0)).rejects.toMatchObject({ code: "code.wrong" });
  });

  it("of somebody else, or no code at all, does not count", async () => {
    const email = await addPerson(organization.ctx);
    await enrol(email);
    const other = await enrol(await addPerson(organization.ctx));
    for (const code of [readCode(other.secret), "", "12345", "1234567", "abcdef"]) {
      const { ctx, show } = await nextOf((await arrive(email)).id);
      await expect(passSecondFactor(ctx, show(code))).rejects.toMatchObject({
        code: "code.wrong",
      });
    }
  });

  it("that is wrong is in the log", async () => {
    const email = await addPerson(organization.ctx);
    await enrol(email);
    const { ctx } = await nextOf((await arrive(email)).id);
    await recordWrongCode(ctx, "wrong code");
    expect(await lastOf("user.mfa_failed")).toMatchObject({
      outcome: "failed",
      reason: "wrong code",
      actor: { email },
    });
  });

  it("and its secret stand nowhere in the log or in clear in the database", async () => {
    const { secret, codes, userId } = await enrol(await addPerson(organization.ctx));
    const [row] = await database.admin`select sealed_secret from custody.second_factors
      where user_id = ${userId}`;
    expect(Buffer.from(row?.sealed_secret).includes(secret)).toBe(false);
    const log = await database.admin`select string_agg(array_to_string(fields, ' '), ' ')
      as text from custody.entries`;
    expect(log[0]?.text).not.toContain(secret);
    for (const code of codes) expect(log[0]?.text).not.toContain(code);
  });
});
