import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, users } from "@/db/schema";
import { mutation, none } from "@/lib/runtime/mutation";

/**
 * Access that has an end is refused from that moment by the look-up of every session; this
 * says so in the log, once.
 */
export const endExpiredAccess = mutation(
  "users:end_access",
  z.strictObject({}),
  async (tx, { scope: { organizationId } }) => {
    const ended = await tx
      .update(memberships)
      .set({ disabledAt: sql`clock_timestamp()` })
      .from(users)
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          lte(memberships.expiresAt, sql`clock_timestamp()`),
          isNull(memberships.disabledAt),
          eq(users.id, memberships.userId),
        ),
      )
      .returning({ id: users.id, name: users.name, expiresAt: memberships.expiresAt });
    const events = ended.map(({ id, name, expiresAt }) => ({
      event: {
        action: "user.disabled",
        actor: { type: "system" as const, name: "Custody" },
        target: { type: "user", id, name },
        before: { disabled: false },
        after: { disabled: true },
        reason: `the access that was given ended at ${expiresAt?.toISOString()}`,
      },
      clientId: null,
    }));
    return {
      value: ended.length,
      event: events.length > 0 ? events : none("nobody's access ended"),
    };
  },
);
