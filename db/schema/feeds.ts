import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
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

/** Entries on their way to somebody's SIEM, in the order of the log, each at least once. */
export const feeds = custody.table(
  "feeds",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    name: text().notNull(),
    channel: text().notNull(),
    form: text().notNull(),
    /** The canonical filter of what goes; empty for everything. */
    query: text().notNull().default(""),
    /** Of the address, the part that is no secret. */
    host: text().notNull(),
    sealedAddress: bytea().notNull(),
    /** What signs, or what the receiver knows us by; null where it wants neither. */
    sealedSecret: bytea(),
    isEnabled: boolean().notNull().default(true),
    /** The place of the log that is looked at next: everything before it was delivered. */
    nextIdx: bigint({ mode: "number" }).notNull(),
    sentCount: bigint({ mode: "number" }).notNull().default(0),
    deliveredAt: instant(),
    /** When it was last seen to be as it should: it delivered, or had nothing to deliver. */
    healthyAt: instant(),
    failureCount: integer().notNull().default(0),
    failingSince: instant(),
    lastError: text(),
    dueAt: instant().notNull().defaultNow(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("feeds_due").on(table.dueAt).where(sql`is_enabled`),
    check(
      "feeds_have_a_known_channel",
      sql`channel in ('webhook', 'syslog', 'otlp', 'splunk', 'bucket')`,
    ),
    check("feeds_have_a_known_form", sql`form in ('custody', 'ocsf', 'ecs', 'cef')`),
    check("feeds_begin_in_the_log", sql`next_idx >= 0`),
  ],
);
