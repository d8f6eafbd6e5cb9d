import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** Where an organization has its alerts sent. */
export const webhooks = custody.table(
  "webhooks",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    name: text().notNull(),
    /** Who reads what is sent: a program, or people in a chat. */
    format: text().notNull().default("custody"),
    /** Of the address, the part that is no secret. */
    host: text().notNull(),
    /** Whoever knows the address of a chat may write there, so it is kept like the secrets. */
    sealedUrl: bytea().notNull(),
    sealedSecret: bytea().notNull(),
    /** Signs too until then, so that a receiver can change over. */
    sealedPreviousSecret: bytea(),
    previousUntil: instant(),
    isEnabled: boolean().notNull().default(true),
    /** Why Custody itself switched it off. */
    stoppedReason: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    check("webhooks_have_a_known_format", sql`format in ('custody', 'slack', 'teams')`),
  ],
);

/** One message to one webhook; its id is the same on every try. */
export const deliveries = custody.table(
  "deliveries",
  {
    organizationId: uuid().notNull(),
    id: text().notNull(),
    webhookId: text().notNull(),
    /** Of a rule that fired; null for a test. */
    ruleId: text(),
    ruleName: text(),
    alertId: text(),
    payload: text().notNull(),
    state: text().notNull().default("waiting"),
    attemptCount: integer().notNull().default(0),
    dueAt: instant().notNull().defaultNow(),
    lastStatus: integer(),
    lastError: text(),
    createdAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("deliveries_by_age").on(table.organizationId, table.webhookId, table.createdAt),
    index("deliveries_due").on(table.dueAt).where(sql`state = 'waiting'`),
    foreignKey({
      name: "deliveries_go_to_a_webhook",
      columns: [table.organizationId, table.webhookId],
      foreignColumns: [webhooks.organizationId, webhooks.id],
    }),
    check(
      "deliveries_have_a_known_state",
      sql`state in ('waiting', 'delivered', 'failed')`,
    ),
  ],
);

export const deliveryAttempts = custody.table(
  "delivery_attempts",
  {
    organizationId: uuid().notNull(),
    deliveryId: text().notNull(),
    id: uuid().notNull(),
    at: instant().notNull().defaultNow(),
    status: integer(),
    error: text(),
    durationMs: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.deliveryId, table.id] }),
    foreignKey({
      name: "delivery_attempts_are_of_a_delivery",
      columns: [table.organizationId, table.deliveryId],
      foreignColumns: [deliveries.organizationId, deliveries.id],
    }).onDelete("cascade"),
  ],
);
