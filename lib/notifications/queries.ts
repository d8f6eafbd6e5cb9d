import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notificationChoices, notifications } from "@/db/schema";
import type { StaffRole } from "@/lib/access/policy";
import { type Choices, defaultChoices, type Notification, readChoices } from "./model";

const shownMax = 100;

export type Recipient = { userId: string; email: string };

/** Staff of some roles, and some by their ids, who may still sign in; each once. */
export async function listRecipients(
  tx: Tx,
  organizationId: string,
  { roles = [], people = [] }: { roles?: StaffRole[]; people?: string[] },
): Promise<Recipient[]> {
  const [ids, names] = [JSON.stringify(people), JSON.stringify(roles)];
  const rows = await tx.execute<Recipient>(sql`
    select m.user_id as "userId", u.email from custody.memberships m
    join custody.users u on u.id = m.user_id
    where m.organization_id = ${organizationId}::uuid and m.role <> 'portal'
      and m.disabled_at is null and u.disabled_at is null
      and (m.expires_at is null or m.expires_at > clock_timestamp())
      and (m.role in (select json_array_elements_text(${names}::text::json))
        or m.user_id::text in (select json_array_elements_text(${ids}::text::json)))
    order by u.email`);
  return [...rows];
}

/** How each of these wants to be told. */
export async function findChoices(
  tx: Tx,
  organizationId: string,
  userIds: string[],
): Promise<Map<string, Choices>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx
    .select({
      userId: notificationChoices.userId,
      choices: notificationChoices.choices,
    })
    .from(notificationChoices)
    .where(
      and(
        eq(notificationChoices.organizationId, organizationId),
        inArray(notificationChoices.userId, userIds),
      ),
    );
  const known = new Map(rows.map(({ userId, choices }) => [userId, choices]));
  return new Map(
    userIds.map((userId) => [
      userId,
      known.has(userId) ? readChoices(known.get(userId)) : defaultChoices,
    ]),
  );
}

/** Newest first. */
export async function listNotifications(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<Notification[]> {
  const rows = await tx
    .select()
    .from(notifications)
    .where(whoseNotifications(organizationId, userId))
    .orderBy(desc(notifications.createdAt))
    .limit(shownMax);
  return rows as Notification[];
}

export function countUnread(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<number> {
  const isUnread = isNull(notifications.readAt);
  return tx.$count(
    notifications,
    and(whoseNotifications(organizationId, userId), isUnread),
  );
}

export function whoseNotifications(organizationId: string, userId: string) {
  return and(
    eq(notifications.organizationId, organizationId),
    eq(notifications.userId, userId),
  );
}
