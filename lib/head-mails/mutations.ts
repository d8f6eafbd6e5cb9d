import { eq } from "drizzle-orm";
import { z } from "zod";
import { headMails, organizations } from "@/db/schema";
import type { Letter } from "@/lib/mail/letter";
import { queueMail } from "@/lib/mail/mutations";
import { mutation, none } from "@/lib/runtime/mutation";
import { findHeadSetting } from "./queries";

const sent = z.strictObject({
  clientId: z.uuid(),
  client: z.string(),
  week: z.iso.date(),
  epochIndex: z.int().nonnegative(),
  size: z.int().nonnegative(),
  emails: z.array(z.string()).min(1),
  letter: z.custom<Letter>(),
});

/** One mail a contact, once a week, and that a head went out is an entry of its stream. */
export const sendHead = mutation("heads:send", sent, async (tx, ctx, input) => {
  const { organizationId } = ctx.scope;
  const { clientId, client, week, epochIndex, size, emails, letter } = input;
  const fresh = await tx
    .insert(headMails)
    .values({ organizationId, clientId, week, epochIndex })
    .onConflictDoNothing()
    .returning();
  if (fresh.length === 0) {
    return { value: 0, event: none("this week's mail went out before") };
  }
  for (const to of emails) {
    const subject = "The signed head of your log";
    await queueMail(tx, { organizationId, to, subject, letter });
  }
  return {
    value: emails.length,
    event: {
      clientId,
      event: {
        action: "log.checkpoint_anchored",
        target: { type: "client", id: clientId, name: client },
        metadata: { by: "mail", epoch: epochIndex, entries: size, mails: emails.length },
      },
    },
  };
});

export const updateHeadMails = mutation(
  "notifications:change",
  z.strictObject({ sendsHeads: z.boolean() }),
  async (tx, ctx, { sendsHeads }) => {
    const { organizationId } = ctx.scope;
    const before = await findHeadSetting(tx, organizationId);
    await tx
      .update(organizations)
      .set({ sendsHeads })
      .where(eq(organizations.id, organizationId));
    return {
      value: { sendsHeads },
      event: {
        action: "settings.notifications_changed",
        target: { type: "organization", id: organizationId, name: before.name },
        before: { weekly_heads_to_clients: before.sendsHeads },
        after: { weekly_heads_to_clients: sendsHeads },
      },
    };
  },
);
