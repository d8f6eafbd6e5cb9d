import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { signInLinks, users } from "@/db/schema";
import { limits } from "@/lib/access/limits";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { readAddress, recordFailedSignIn } from "@/lib/access/mutations";
import { formatNetwork } from "@/lib/access/network";
import { listArrivals } from "@/lib/access/queries";
import { drawToken, hashToken } from "@/lib/access/token";
import type { Context } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { setPassword, tellPasswordChanged } from "@/lib/password/mutations";
import { passwordSchema } from "@/lib/people/mutations";
import { countAttempt } from "@/lib/runtime/limiter";
import { mutation } from "@/lib/runtime/mutation";
import { endSessionsOf, isNewcomer, type Newcomer } from "@/lib/sessions/mutations";
import { describeLink, linkMinutes, type Purpose } from "./letter";

const asked = {
  sign_in: "user.magic_link_sent",
  reset: "user.password_reset_requested",
} as const;

/**
 * Sends a link to whoever has the address, or to nobody. The caller learns nothing of which
 * (T-63); too many for one address or network are not sent, and that is in the log.
 */
export async function requestLink(
  purpose: Purpose,
  typed: string,
  context: Context,
): Promise<void> {
  const email = readAddress(typed);
  const [arrival] = email === null ? [] : await listArrivals({ email });
  const waits = [
    await countAttempt(limits.linkNetwork, formatNetwork(context.ip)),
    await countAttempt(limits.linkAddress, `${purpose} ${email}`),
  ];
  const action = asked[purpose];
  if (waits.some((wait) => wait !== null)) {
    const reason = "too many links were asked for";
    return recordFailedSignIn({ email, arrival, context, reason, action });
  }
  if (isNewcomer(arrival)) return createLink(arrival, purpose, context);
  const reason = arrival ? "the account is disabled" : "unknown e-mail address";
  await recordFailedSignIn({ email, arrival, context, reason, action });
}

async function createLink(
  newcomer: Newcomer,
  purpose: Purpose,
  context: Context,
): Promise<void> {
  const { organizationId, userId, email, name, role } = newcomer;
  const ctx = mintAnonymousCtx(organizationId, context);
  await insertLink(ctx, { purpose, userId, email, name, role });
}

const person = {
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
};

const insertLink = mutation(
  "sign_in",
  z.strictObject({ purpose: z.enum(["sign_in", "reset"]), ...person }),
  async (tx, ctx, { purpose, userId, email, name, role }) => {
    await sendLink(tx, ctx.scope.organizationId, { purpose, userId, email });
    return {
      value: undefined,
      event: {
        action: asked[purpose],
        actor: { type: "user", id: userId, email, name, role },
        target: { type: "user", id: userId, name },
      },
    };
  },
);

type Addressee = { purpose: Purpose; userId: string; email: string };

/** The token is in the mail and in what this returns: only its digest is stored. */
export async function sendLink(
  tx: Tx,
  organizationId: string,
  { purpose, userId, email }: Addressee,
): Promise<string> {
  const token = drawToken();
  await tx.insert(signInLinks).values({
    organizationId,
    id: randomUUID(),
    tokenHash: await hashToken(token),
    userId,
    purpose,
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${linkMinutes[purpose]})`,
  });
  const path = purpose === "reset" ? `/reset/${token}` : `/signin/link/${token}`;
  const href = formatPublicLink(path);
  await queueMail(tx, { organizationId, to: email, ...describeLink(purpose, href) });
  return href;
}

/** Uses a link up and says whose it was; of fifty at once one wins (T-69). */
export const spendSignInLink = mutation(
  "sign_in",
  z.strictObject({ token: z.string().max(128) }),
  async (tx, _ctx, { token }) => {
    const user = await spendLink(tx, "sign_in", token);
    return {
      value: user,
      event: {
        action: "user.magic_link_used",
        actor: { type: "user", ...user },
        target: { type: "user", id: user.id, name: user.name },
      },
    };
  },
);

/**
 * A new password by a link. It opens no session: the next sign-in asks for the second
 * factor as always (T-66), and every session there was is over.
 */
export const resetPassword = mutation(
  "sign_in",
  z.strictObject({ token: z.string().max(128), password: passwordSchema }),
  async (tx, ctx, { token, password }) => {
    const user = await spendLink(tx, "reset", token);
    const { id: userId, email, name } = user;
    await setPassword(tx, { userId, password, about: [email, name] });
    await tx
      .update(signInLinks)
      .set({ usedAt: sql`clock_timestamp()` })
      .where(and(eq(signInLinks.userId, userId), isNull(signInLinks.usedAt)));
    const ended = await endSessionsOf(tx, userId, null);
    await tellPasswordChanged(tx, ctx.scope.organizationId, email);
    return {
      value: null,
      event: {
        action: "user.password_reset",
        actor: { type: "user", ...user },
        target: { type: "user", id: userId, name },
        metadata: { sessions_ended: ended },
      },
    };
  },
);

async function spendLink(tx: Tx, purpose: Purpose, token: string) {
  const [link] = await tx
    .update(signInLinks)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(signInLinks.tokenHash, await hashToken(token)),
        eq(signInLinks.purpose, purpose),
        isNull(signInLinks.usedAt),
        sql`${signInLinks.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ userId: signInLinks.userId });
  const [user] = link
    ? await tx
        .select({ id: users.id, email: users.email, name: users.name })
        .from(users)
        .where(and(eq(users.id, link.userId), isNull(users.disabledAt)))
    : [];
  if (!user) throw new AppError("link.spent");
  return user;
}
