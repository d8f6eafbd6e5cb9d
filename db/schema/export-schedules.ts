import { sql } from "drizzle-orm";
import {
  bigint,
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

/** An export that is sent again and again, to people who are known to have an address. */
export const exportSchedules = custody.table(
  "export_schedules",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    name: text().notNull(),
    /** It ends with the access of who made it. */
    creatorId: uuid().notNull(),
    creator: jsonb().notNull(),
    format: text().notNull(),
    withManifest: boolean().notNull().default(false),
    query: text().notNull(),
    cadence: text().notNull(),
    weekday: integer().notNull(),
    monthday: integer().notNull(),
    localTime: text().notNull(),
    zone: text().notNull(),
    recipients: text().array().notNull(),
    state: text().notNull().default("active"),
    reason: text(),
    nextAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
    endsAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("export_schedules_due").on(table.nextAt).where(sql`state = 'active'`),
    check(
      "export_schedules_have_a_known_state",
      sql`state in ('active', 'paused', 'disabled')`,
    ),
    check(
      "export_schedules_go_to_somebody",
      sql`cardinality(recipients) between 1 and 20`,
    ),
  ],
);

/** One due time of a schedule, taken once, and what became of it. */
export const exportSends = custody.table(
  "export_sends",
  {
    organizationId: uuid().notNull(),
    scheduleId: text().notNull(),
    dueAt: instant().notNull(),
    /** What is written for it; null where nothing was. */
    exportId: text(),
    state: text().notNull(),
    entryCount: bigint({ mode: "number" }),
    sha256: text(),
    recipients: text().array().notNull().default([]),
    why: text(),
    finishedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.scheduleId, table.dueAt] }),
    index("export_sends_under_way").on(table.dueAt).where(sql`state = 'writing'`),
    foreignKey({
      name: "export_sends_are_of_a_schedule",
      columns: [table.organizationId, table.scheduleId],
      foreignColumns: [exportSchedules.organizationId, exportSchedules.id],
    }),
    check("export_sends_have_a_known_state", sql`state in ('writing', 'sent', 'failed')`),
  ],
);

/** Addresses of nobody here that said by a mailed link that exports may come. */
export const exportAddresses = custody.table(
  "export_addresses",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    email: text().notNull(),
    tokenHash: bytea().notNull(),
    askedBy: jsonb().notNull(),
    askedAt: instant().notNull().defaultNow(),
    confirmedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.email] }),
    check("export_addresses_are_one_address", sql`email ~ '^[!-~]+@[a-z0-9.-]+$'`),
  ],
);
