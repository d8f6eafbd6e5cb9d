import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { rateLimits, recoveryCodes, secondFactors } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import { AppError } from "@/lib/kit/errors";
import { sendLink } from "@/lib/links/mutations";
import { queueMail, queueMailToOwners } from "@/lib/mail/mutations";
import { describeMember, type Member } from "@/lib/people/members";
import { findTouchable } from "@/lib/people/queries";
import { reasonFields } from "@/lib/reasons/model";
import { mutation } from "@/lib/runtime/mutation";
import { tellFactorChanged } from "@/lib/second-factor/mutations";
import { endSessionsOf, personOf } from "@/lib/sessions/mutations";
import { describeRecoveryRefusal } from "./model";
import { isFactorNeeded, isKnownElsewhere, limitsOf } from "./queries";

/** One's own, where no organization of theirs asks for it; every other session ends. */
export const removeSecondFactor = mutation(
  "account:manage",
  z.strictObject({}),
  async (tx, ctx) => {
    requireRecentProof(ctx);
    const { userId, name, sessionId } = personOf(ctx);
    if (await isFactorNeeded(tx, userId)) {
      const detail = "your role needs a second factor: replace it instead";
      throw new AppError("access.denied", { detail });
    }
    await forgetFactor(tx, userId);
    const ended = await endSessionsOf(tx, userId, sessionId);
    await tellFactorChanged(tx, ctx, "removed");
    const target = { type: "user", id: userId, name };
    const metadata = { sessions_ended: ended };
    return { value: null, event: { action: "user.mfa_removed", target, metadata } };
  },
);

const resetSchema = z.strictObject({
  userId: z.uuid(),
  reason: z.string().trim().min(1, { error: "say why" }).max(1000),
  ticket: reasonFields.ticket,
});

/**
 * Somebody else's, who lost it: their sessions end everywhere, they and the owners hear of
 * it, and where it is needed the next sign-in sets up another one.
 */
export const resetSecondFactor = mutation(
  "users:recover",
  resetSchema,
  async (tx, ctx, { userId, reason, ticket }) => {
    requireRecentProof(ctx);
    const member = await findTouchable(tx, ctx, userId);
    await refuseReset(tx, ctx, member);
    await forgetFactor(tx, userId);
    const ended = await endSessionsOf(tx, userId, null);
    await tellReset(tx, ctx, { member, reason });
    const metadata = { sessions_ended: ended, ...(ticket ? { ticket } : {}) };
    const target = describeMember(member);
    return {
      value: member,
      event: { action: "user.mfa_removed", target, reason, metadata },
    };
  },
);

/** Whoever is in several organizations is not one owner's alone to weaken. */
async function refuseReset(tx: Tx, { principal }: Ctx, member: Member): Promise<void> {
  const isForeign = principal.kind === "user" && (await isKnownElsewhere(tx, member.id));
  const problem = isForeign
    ? "they belong to another organization too: only the operator of this installation can, with custody user recover"
    : describeRecoveryRefusal(principal, member);
  if (problem !== null) throw new AppError("access.denied", { detail: problem });
}

/** Throws `input.invalid` when there is none: nothing would change. */
async function forgetFactor(tx: Tx, userId: string): Promise<void> {
  const gone = await tx
    .delete(secondFactors)
    .where(eq(secondFactors.userId, userId))
    .returning({ confirmedAt: secondFactors.confirmedAt });
  if (!gone.some(({ confirmedAt }) => confirmedAt !== null)) {
    throw new AppError("input.invalid", { detail: "There is no second factor." });
  }
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

async function tellReset(
  tx: Tx,
  { principal, scope }: Ctx,
  { member, reason }: { member: Member; reason: string },
): Promise<void> {
  const { organizationId } = scope;
  const who = actorOf(principal).name ?? "Somebody";
  const how = `The reason given: ${reason}`;
  await queueMail(tx, {
    organizationId,
    to: member.email,
    subject: "Your second factor was reset",
    letter: {
      paragraphs: [
        `${who} reset the second factor of your account and ended your sessions.`,
        how,
        "If you did not ask for that, reset your password at once and tell an owner.",
      ],
    },
  });
  await queueMailToOwners(tx, {
    organizationId,
    subject: "A second factor was reset",
    letter: {
      paragraphs: [
        `${who} reset the second factor of ${member.name} (${member.email}) and ended their sessions.`,
        how,
      ],
    },
  });
}

/** Failed attempts count against them no longer; those of a whole network still do. */
export const liftLockOut = mutation(
  "users:recover",
  z.strictObject({ userId: z.uuid(), ...reasonFields }),
  async (tx, ctx, { userId, reason, ticket }) => {
    const member = await findTouchable(tx, ctx, userId);
    const keys = limitsOf(member).map(({ key }) => key);
    await tx.delete(rateLimits).where(inArray(rateLimits.key, keys));
    const event = {
      action: "user.unlocked",
      target: describeMember(member),
      ...(reason ? { reason } : {}),
      ...(ticket ? { metadata: { ticket } } : {}),
    };
    return { value: member, event };
  },
);

/** A link to a new password, for who runs the installation and whose word is enough. */
export const createResetLink = mutation(
  "users:recover",
  z.strictObject({ userId: z.uuid() }),
  async (tx, ctx, { userId }) => {
    if (ctx.principal.kind !== "operator") {
      throw new AppError("access.denied", { detail: "only the command line shows one" });
    }
    const member = await findTouchable(tx, ctx, userId);
    const { organizationId } = ctx.scope;
    const addressee = { purpose: "reset" as const, userId, email: member.email };
    const href = await sendLink(tx, organizationId, addressee);
    const target = describeMember(member);
    return { value: href, event: { action: "user.password_reset_requested", target } };
  },
);
