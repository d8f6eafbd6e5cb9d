import { randomUUID } from "node:crypto";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { notificationChoices, notifications, users } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { mutation, none } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { choicesSchema, endOfQuiet, howFor, type Kind, lastDigest } from "./model";
import { findChoices, type Recipient, whoseNotifications } from "./queries";

const sentenceLengthMax = 500;
const digestLinesMax = 50;

export type Notice = {
  kind: Kind;
  sentence: string;
  /** Where it leads, within the product. */
  href: string;
  mail: { subject: string; paragraphs: string[]; linkLabel: string };
};

/**
 * Tells people of something, in its own transaction: on their page always, by mail as each of
 * them chose.
 */
export async function notify(
  tx: Tx,
  organizationId: string,
  recipients: Recipient[],
  notice: Notice,
): Promise<void> {
  if (recipients.length === 0) return;
  const { kind, href, mail } = notice;
  const { subject, paragraphs, linkLabel: label } = mail;
  const sentence = notice.sentence.slice(0, sentenceLengthMax);
  const ids = recipients.map(({ userId }) => userId);
  const choices = await findChoices(tx, organizationId, ids);
  const zone = (await findOrganizationById(tx, organizationId))?.timeZone ?? "UTC";
  for (const { userId, email } of recipients) {
    const own = choices.get(userId);
    const how = own ? howFor(own, kind) : "now";
    await tx.insert(notifications).values({
      organizationId,
      userId,
      id: randomUUID(),
      kind,
      sentence,
      href,
      isForDigest: how === "digest",
    });
    if (how !== "now") continue;
    const isUrgent = kind === "integrity";
    const dueAt = own && !isUrgent ? endOfQuiet(own, new Date(), zone) : null;
    await queueMail(tx, {
      organizationId,
      to: email,
      subject,
      letter: { paragraphs, link: { label, href: formatPublicLink(href) } },
      dueAt: dueAt ?? undefined,
    });
  }
}

/** Reading changes nothing for anybody else. */
export const readNotifications = mutation(
  "notifications:own",
  z.strictObject({}),
  async (tx, ctx) => {
    await tx
      .update(notifications)
      .set({ readAt: sql`clock_timestamp()` })
      .where(
        and(
          whoseNotifications(ctx.scope.organizationId, requireUser(ctx).userId),
          isNull(notifications.readAt),
        ),
      );
    return { value: null, event: none("nobody else sees a difference") };
  },
);

/** Who is not told of something has chosen so, which is in the log. */
export const saveChoices = mutation(
  "notifications:own",
  choicesSchema,
  async (tx, ctx, choices) => {
    const { organizationId } = ctx.scope;
    const { userId, name } = requireUser(ctx);
    const before = (await findChoices(tx, organizationId, [userId])).get(userId) ?? null;
    await tx
      .insert(notificationChoices)
      .values({ organizationId, userId, choices })
      .onConflictDoUpdate({
        target: [notificationChoices.organizationId, notificationChoices.userId],
        set: { choices, updatedAt: sql`clock_timestamp()` },
      });
    const event = {
      action: "user.preferences_changed",
      target: { type: "user", id: userId, name },
      before: { notifications: before },
      after: { notifications: choices },
    };
    return { value: null, event };
  },
);

function requireUser({ principal }: Ctx) {
  if (principal.kind !== "user") throw new Error("only a person is notified");
  return principal;
}

/** What waited for the digest goes as one mail to each person; returns how many mails. */
export async function sendDigests(organizationId: string, now: Date): Promise<number> {
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const organization = await findOrganizationById(tx, organizationId);
    const before = lastDigest(now, organization?.timeZone ?? "UTC");
    const rows = await tx
      .update(notifications)
      .set({ isForDigest: false })
      .where(
        and(
          eq(notifications.organizationId, organizationId),
          eq(notifications.isForDigest, true),
          lt(notifications.createdAt, before),
        ),
      )
      .returning();
    const byUser = groupByUser(rows);
    for (const [userId, own] of byUser) {
      const [user] = await tx
        .select({ email: users.email })
        .from(users)
        .where(eq(users.id, userId));
      if (user) await queueDigest(tx, { organizationId, to: user.email, rows: own });
    }
    return byUser.size;
  });
}

type Row = typeof notifications.$inferSelect;

function groupByUser(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    groups.set(row.userId, [...(groups.get(row.userId) ?? []), row]);
  }
  return groups;
}

async function queueDigest(
  tx: Tx,
  { organizationId, to, rows }: { organizationId: string; to: string; rows: Row[] },
): Promise<void> {
  const told = rows.sort((left, right) => +left.createdAt - +right.createdAt);
  const lines = told.slice(0, digestLinesMax).map(({ createdAt, sentence }) => {
    const at = createdAt.toISOString().slice(0, 16).replace("T", " ");
    return `${at} UTC: ${sentence}`;
  });
  const more = told.length - lines.length;
  await queueMail(tx, {
    organizationId,
    to,
    subject: "Your daily digest",
    letter: {
      paragraphs: [
        told.length === 1
          ? "One thing since yesterday:"
          : `${told.length} things since yesterday:`,
        ...lines,
        ...(more > 0 ? [`and ${more} more.`] : []),
      ],
      link: { label: "See them all", href: formatPublicLink("/me/notifications") },
    },
  });
}

const keepDays = 90;

export async function removeOldNotifications(organizationId: string): Promise<void> {
  await inScope({ organizationId, clientId: null }, (tx) =>
    tx
      .delete(notifications)
      .where(
        and(
          eq(notifications.organizationId, organizationId),
          sql`${notifications.createdAt} < clock_timestamp() - make_interval(days => ${keepDays})`,
        ),
      ),
  );
}
