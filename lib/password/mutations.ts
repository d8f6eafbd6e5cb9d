import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { hashPassword, isPassword } from "@/lib/access/mutations";
import { AppError } from "@/lib/kit/errors";
import { queueMail } from "@/lib/mail/mutations";
import { passwordSchema } from "@/lib/people/mutations";
import { foldEvent } from "@/lib/runtime/fold";
import { mutation } from "@/lib/runtime/mutation";
import { endSessionsOf, personOf, replaceSession } from "@/lib/sessions/mutations";
import { describeWeakness } from "./rules";

const failuresAtOnceMax = 10;

const changeSchema = z.strictObject({
  from: z.string(),
  current: z.string(),
  password: passwordSchema,
});

/** Every other session ends, and this one gets another id (T-68). */
export const changePassword = mutation(
  "account:manage",
  changeSchema,
  async (tx, ctx, { from, current, password }) => {
    const { userId, name, email, sessionId } = personOf(ctx);
    await requirePassword(tx, userId, { pointer: "/current", password: current });
    await setPassword(tx, { userId, password, about: [email, name] });
    await replaceSession(tx, from, sessionId, { isProof: true });
    const ended = await endSessionsOf(tx, userId, sessionId);
    await tellPasswordChanged(tx, ctx.scope.organizationId, email);
    const target = { type: "user", id: userId, name };
    const metadata = { sessions_ended: ended };
    return { value: null, event: { action: "user.password_changed", target, metadata } };
  },
);

/** A password shown again: for some minutes what a borrowed browser must not do may be done. */
export const provePassword = mutation(
  "account:manage",
  z.strictObject({ from: z.string(), password: z.string() }),
  async (tx, ctx, { from, password }) => {
    const { userId, name, sessionId } = personOf(ctx);
    await requirePassword(tx, userId, { pointer: "/password", password });
    await replaceSession(tx, from, sessionId, { isProof: true });
    const target = { type: "user", id: userId, name };
    return { value: null, event: { action: "user.reauthenticated", target } };
  },
);

async function requirePassword(
  tx: Tx,
  userId: string,
  { pointer, password }: { pointer: string; password: string },
): Promise<void> {
  const [row] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  if (await isPassword(row?.passwordHash, password)) return;
  throw new AppError("password.wrong", {
    errors: [{ pointer, detail: "is not your password" }],
  });
}

/** A wrong password of somebody who is signed in: in the log, and counted in a flood. */
export async function recordWrongPassword(ctx: Ctx): Promise<void> {
  const { userId, name } = personOf(ctx);
  await foldEvent(ctx, {
    key: `user.reauthenticated failed ${userId} ${ctx.context.ip}`,
    event: {
      action: "user.reauthenticated",
      outcome: "failed",
      reason: "wrong password",
      target: { type: "user", id: userId, name },
    },
    clientId: null,
    atOnceMax: failuresAtOnceMax,
  });
}

type NewPassword = { userId: string; password: string; about: string[] };

export async function setPassword(tx: Tx, { userId, password, about }: NewPassword) {
  const weakness = describeWeakness(password, about);
  if (weakness !== null) {
    throw new AppError("input.invalid", {
      errors: [{ pointer: "/password", detail: weakness }],
    });
  }
  const passwordHash = await hashPassword(password);
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

export async function tellPasswordChanged(
  tx: Tx,
  organizationId: string,
  to: string,
): Promise<void> {
  await queueMail(tx, {
    organizationId,
    to,
    subject: "Your password was changed",
    letter: {
      paragraphs: [
        "The password of your account was changed, and your other sessions were ended.",
        "If that was not you, reset your password at once and tell an owner.",
      ],
    },
  });
}

/** A stolen account's password counts no longer; the next one comes by a reset (T-68). */
export async function forgetPassword(tx: Tx, userId: string): Promise<void> {
  await tx.update(users).set({ passwordHash: sql`null` }).where(eq(users.id, userId));
}
