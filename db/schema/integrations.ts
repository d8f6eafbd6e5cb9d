import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** A ticket system of the organization, and how Custody writes to it. */
export const integrations = custody.table(
  "integrations",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    name: text().notNull(),
    product: text().notNull(),
    /** What its form says, less what is secret. */
    settings: jsonb().notNull(),
    sealedCredentials: bytea().notNull(),
    /** What signs the messages that come from it; null while it sends none. */
    sealedInboundSecret: bytea(),
    /** Is good too until then, so that its sender can change over. */
    sealedPreviousInboundSecret: bytea(),
    previousInboundUntil: instant(),
    isEnabled: boolean().notNull().default(true),
    /** When it last answered a test, and what was wrong with it. */
    checkedAt: instant(),
    checkError: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    check(
      "integrations_are_with_a_known_product",
      sql`product in ('generic', 'connectwise', 'halopsa', 'autotask')`,
    ),
  ],
);

/** One call to a ticket system, asked for by a rule or by a person, and what became of it. */
export const writeBacks = custody.table(
  "write_backs",
  {
    organizationId: uuid().notNull(),
    id: text().notNull(),
    integrationId: text().notNull(),
    kind: text().notNull(),
    /** Null for a test. */
    alertId: text(),
    ruleId: text(),
    /** The write-back that made the ticket this one is about. */
    openerId: text(),
    /** Who asked: a rule, or a person. */
    actor: jsonb().notNull(),
    /** What is to be said, as it was known then. */
    work: text().notNull(),
    ticketId: text(),
    state: text().notNull().default("waiting"),
    attemptCount: integer().notNull().default(0),
    /** Of what waits: the next try. Of what is being sent: when that is given up. */
    dueAt: instant().notNull().defaultNow(),
    lastStatus: integer(),
    lastError: text(),
    /** The entry of what became of it. */
    entryId: text(),
    createdAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("write_backs_of_an_alert").on(table.organizationId, table.alertId),
    index("write_backs_due").on(table.dueAt).where(sql`state in ('waiting', 'sending')`),
    foreignKey({
      name: "write_backs_go_to_an_integration",
      columns: [table.organizationId, table.integrationId],
      foreignColumns: [integrations.organizationId, integrations.id],
    }),
    check(
      "write_backs_have_a_known_state",
      sql`state in ('waiting', 'sending', 'done', 'failed', 'unsure')`,
    ),
    check(
      "write_backs_have_a_known_kind",
      sql`kind in ('test', 'create_ticket', 'set_status', 'acknowledge', 'add_time')`,
    ),
  ],
);
