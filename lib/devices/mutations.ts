import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { AppError } from "@/lib/kit/errors";
import { sendLink } from "@/lib/links/mutations";
import { queueMail } from "@/lib/mail/mutations";
import { forgetPassword } from "@/lib/password/mutations";
import { listOwnerAddresses } from "@/lib/people/queries";
import { mutation } from "@/lib/runtime/mutation";
import { endSessionsOf, personOf } from "@/lib/sessions/mutations";
import { isPublicId, listEntriesOf } from "./queries";

const oneSchema = z.strictObject({ session: z.string().regex(/^[0-9a-f]{16}$/) });

/** Ends one of one's own sessions: its cookie opens nothing from the next request on. */
export const revokeSession = mutation(
  "account:manage",
  oneSchema,
  async (tx, ctx, { session }) => {
    const { userId } = personOf(ctx);
    const [row] = await tx
      .update(sessions)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(
        and(isPublicId(session), eq(sessions.userId, userId), isNull(sessions.revokedAt)),
      )
      .returning({ ip: sessions.ip });
    if (!row) throw new AppError("resource.not_found");
    const target = { type: "session", id: session, name: session };
    return {
      value: null,
      event: { action: "session.revoked", target, metadata: { ip: row.ip } },
    };
  },
);

export const revokeOtherSessions = mutation(
  "account:manage",
  z.strictObject({}),
  async (tx, ctx) => {
    const { userId, name, sessionId } = personOf(ctx);
    const count = await endSessionsOf(tx, userId, sessionId);
    const target = { type: "user", id: userId, name };
    const event = { action: "user.sessions_revoked", target, metadata: { count } };
    return { value: { count }, event };
  },
);

/**
 * "This wasn't me": every session ends, the password counts no longer, a link to a new one
 * goes out, the owners are told, and an entry names what was done in that session.
 */
export const reportSession = mutation(
  "account:manage",
  oneSchema,
  async (tx, ctx, { session }) => {
    const { userId, name, email } = personOf(ctx);
    const { organizationId } = ctx.scope;
    const reported = await findOwn(tx, userId, session);
    const found = await listEntriesOf(tx, organizationId, reported);
    const count = await endSessionsOf(tx, userId, null);
    await forgetPassword(tx, userId);
    await sendLink(tx, organizationId, { purpose: "reset", userId, email });
    await tellOwners(tx, ctx, reported.ip);
    return {
      value: { count, entries: found.length },
      event: {
        action: "user.sessions_revoked",
        reason: "reported by its person as somebody else's",
        target: { type: "user", id: userId, name },
        metadata: {
          count,
          session,
          session_ip: reported.ip,
          entries: found.map(({ id }) => id),
        },
      },
    };
  },
);

async function findOwn(tx: Tx, userId: string, session: string) {
  const [row] = await tx
    .select({ createdAt: sessions.createdAt, ip: sessions.ip })
    .from(sessions)
    .where(and(isPublicId(session), eq(sessions.userId, userId)));
  if (!row) throw new AppError("resource.not_found");
  return { ...row, publicId: session };
}

async function tellOwners(tx: Tx, ctx: Ctx, ip: string | null): Promise<void> {
  const { name } = personOf(ctx);
  const { organizationId } = ctx.scope;
  for (const to of await listOwnerAddresses(tx, organizationId)) {
    await queueMail(tx, {
      organizationId,
      to,
      subject: "A session was reported as stolen",
      letter: {
        paragraphs: [
          `${name} says that a session of their account was not theirs. It came from ${ip ?? "an unknown address"}.`,
          "All sessions of the account were ended and its password counts no longer. What was done in the session is named in the log: look for user.sessions_revoked.",
        ],
      },
    });
  }
}
