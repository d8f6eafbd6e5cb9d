import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { recoveryCodes, secondFactors } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import { hashToken } from "@/lib/access/token";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { queueMail } from "@/lib/mail/mutations";
import { foldEvent } from "@/lib/runtime/fold";
import { mutation, none } from "@/lib/runtime/mutation";
import {
  describeArrival,
  endSessionsOf,
  personOf,
  replaceSession,
} from "@/lib/sessions/mutations";
import { findSecondFactor, findStep } from "./queries";
import {
  drawRecoveryCode,
  normalizeRecoveryCode,
  recoveryCodeCount,
} from "./recovery-code";
import { insertNextSecret, insertSecret } from "./sql";

/** Begins with a secret that counts, and replaces another, once its first code was right. */
export const beginEnrolment = mutation(
  "account:manage",
  z.strictObject({}),
  async (tx, ctx) => {
    requireRecentProof(ctx);
    const { userId } = personOf(ctx);
    const factor = await findSecondFactor(tx, userId);
    if (factor?.isConfirmed) await insertNextSecret(tx, userId);
    else await insertSecret(tx, userId);
    return { value: null, event: none("it counts only once its first code was right") };
  },
);

/** The session whose next id the context already has, and what its person shows. */
const showSchema = z.strictObject({
  from: z.string(),
  isSignIn: z.boolean(),
  method: z.string(),
  code: z.string().max(64),
});
type Shown = z.infer<typeof showSchema>;

/**
 * The first right code makes the authenticator count, and gives out recovery codes. It takes
 * the place of another only from within a session that was proved a moment ago.
 */
export const confirmEnrolment = mutation(
  "sign_in",
  showSchema,
  async (tx, ctx, input) => {
    const { userId } = personOf(ctx);
    if (!input.isSignIn) requireRecentProof(ctx);
    const factor = await findSecondFactor(tx, userId);
    const isReplacing = factor?.isConfirmed ?? false;
    if (isReplacing && input.isSignIn) throw new AppError("second_factor.present");
    const step = await matchCode(tx, factor?.awaitedSecret, input.code);
    const isAwaited = isReplacing
      ? isNotNull(secondFactors.nextSealedSecret)
      : isNull(secondFactors.confirmedAt);
    const [row] = await tx
      .update(secondFactors)
      .set({
        sealedSecret: sql`coalesce(${secondFactors.nextSealedSecret}, ${secondFactors.sealedSecret})`,
        nextSealedSecret: null,
        confirmedAt: sql`clock_timestamp()`,
        lastStep: step,
      })
      .where(and(eq(secondFactors.userId, userId), isAwaited))
      .returning({ userId: secondFactors.userId });
    if (!row) throw new AppError("second_factor.present");
    const codes = await renewRecoveryCodes(tx, userId);
    await finish(tx, ctx, input);
    const event = isReplacing
      ? await tellReplaced(tx, ctx)
      : { action: "user.mfa_enrolled", metadata: { method: "totp" } };
    return {
      value: { codes },
      event: tell(ctx, input, [
        event,
        { action: "user.recovery_codes_created", metadata: { count: codes.length } },
      ]),
    };
  },
);

/** Whoever came in with the old authenticator is out, and its person hears of it (T-68). */
async function tellReplaced(tx: Tx, ctx: Ctx): Promise<EventInput> {
  const { userId, sessionId } = personOf(ctx);
  const ended = await endSessionsOf(tx, userId, sessionId);
  await tellFactorChanged(tx, ctx, "replaced");
  const metadata = { method: "totp", sessions_ended: ended };
  return { action: "user.mfa_replaced", metadata };
}

export async function tellFactorChanged(
  tx: Tx,
  ctx: Ctx,
  how: "replaced" | "removed",
): Promise<void> {
  await queueMail(tx, {
    organizationId: ctx.scope.organizationId,
    to: personOf(ctx).email,
    subject: `Your second factor was ${how}`,
    letter: {
      paragraphs: [
        `The second factor of your account was ${how}, and your other sessions were ended.`,
        "If that was not you, reset your password at once and tell an owner.",
      ],
    },
  });
}

/** A code works once: of several at the same moment one wins (T-64). */
export const passSecondFactor = mutation(
  "sign_in",
  showSchema,
  async (tx, ctx, input) => {
    const { userId } = personOf(ctx);
    const factor = await findSecondFactor(tx, userId);
    const step = await matchCode(tx, factor?.secret, input.code);
    const [row] = await tx
      .update(secondFactors)
      .set({ lastStep: step })
      .where(
        and(
          eq(secondFactors.userId, userId),
          isNotNull(secondFactors.confirmedAt),
          or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, step)),
        ),
      )
      .returning({ userId: secondFactors.userId });
    if (!row) throw new AppError("code.wrong", { detail: "the code was used before" });
    await finish(tx, ctx, input);
    return { value: null, event: tell(ctx, input, [{ action: "user.mfa_passed" }]) };
  },
);

/** A recovery code instead: it works once and never again (T-65). */
export const spendRecoveryCode = mutation(
  "sign_in",
  showSchema,
  async (tx, ctx, input) => {
    const { userId } = personOf(ctx);
    const code = normalizeRecoveryCode(input.code);
    const [row] = await tx
      .update(recoveryCodes)
      .set({ usedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(recoveryCodes.userId, userId),
          eq(recoveryCodes.codeHash, await hashToken(code ?? "")),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .returning({ userId: recoveryCodes.userId });
    if (!row) throw new AppError("code.wrong", { detail: "wrong recovery code" });
    await finish(tx, ctx, input);
    return {
      value: null,
      event: tell(ctx, input, [{ action: "user.recovery_code_used" }]),
    };
  },
);

/** New codes; the old ones are worth nothing from then on. */
export const createRecoveryCodes = mutation(
  "account:manage",
  z.strictObject({}),
  async (tx, ctx) => {
    requireRecentProof(ctx);
    const { userId, name } = personOf(ctx);
    const codes = await renewRecoveryCodes(tx, userId);
    const target = { type: "user", id: userId, name };
    const metadata = { count: codes.length };
    return {
      value: { codes },
      event: { action: "user.recovery_codes_created", target, metadata },
    };
  },
);

async function matchCode(
  tx: Tx,
  secret: string | null | undefined,
  code: string,
): Promise<number> {
  if (!secret) throw new AppError("code.wrong");
  const step = await findStep(tx, secret, code);
  if (step === null) throw new AppError("code.wrong", { detail: "wrong code" });
  return step;
}

async function renewRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, drawRecoveryCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const hashes = await Promise.all(
    codes.map((code) => hashToken(normalizeRecoveryCode(code) ?? "")),
  );
  await tx.insert(recoveryCodes).values(hashes.map((codeHash) => ({ userId, codeHash })));
  return codes;
}

function finish(tx: Tx, ctx: Ctx, { from }: Shown): Promise<void> {
  const { sessionId, role } = personOf(ctx);
  return replaceSession(tx, from, sessionId, { stage: "full", role, isProof: true });
}

function tell(ctx: Ctx, { isSignIn, method }: Shown, events: EventInput[]) {
  const person = personOf(ctx);
  const target = { type: "user", id: person.userId, name: person.name };
  return [
    ...events.map((event) => ({ event: { ...event, target }, clientId: null })),
    ...(isSignIn
      ? [{ event: describeArrival(person, "full", method), clientId: null }]
      : []),
  ];
}

const failuresAtOnceMax = 10;

/** A wrong code is in the log; a flood of them is counted. */
export async function recordWrongCode(ctx: Ctx, reason: string): Promise<void> {
  const { userId, name } = personOf(ctx);
  await foldEvent(ctx, {
    key: `user.mfa_failed ${userId} ${ctx.context.ip} ${reason}`,
    event: {
      action: "user.mfa_failed",
      outcome: "failed",
      reason,
      target: { type: "user", id: userId, name },
    },
    clientId: null,
    atOnceMax: failuresAtOnceMax,
  });
}
