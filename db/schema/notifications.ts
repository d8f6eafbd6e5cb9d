import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { memberships } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** What one person was told of, until they have read it. */
export const notifications = custody.table(
  "notifications",
  {
    organizationId: uuid().notNull(),
    userId: uuid().notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    sentence: text().notNull(),
    /** Where it leads, within the product. */
    href: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    readAt: instant(),
    /** Goes into the next digest, until it went. */
    isForDigest: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId, table.id] }),
    index("notifications_by_age").on(table.organizationId, table.userId, table.createdAt),
    index("notifications_for_a_digest")
      .on(table.organizationId)
      .where(sql`is_for_digest`),
    foreignKey({
      name: "notifications_are_of_a_member",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
  ],
);

/** How a person wants to be told; lib/notifications/model.ts says what is in it. */
export const notificationChoices = custody.table(
  "notification_choices",
  {
    organizationId: uuid().notNull(),
    userId: uuid().notNull(),
    choices: jsonb().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      name: "notification_choices_are_of_a_member",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
