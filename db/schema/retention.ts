import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { clients, organizations } from "./organizations";

const position = () => bigint({ mode: "number" });
const instant = () => timestamp({ withTimezone: true, precision: 6, mode: "string" });
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);

/** How long entries are kept: the organization's own rule names no client. */
export const retentionRules = custody.table(
  "retention_rules",
  {
    organizationId: organizationId(),
    clientId: uuid(),
    retentionDays: integer().notNull(),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique("retention_rules_one_each")
      .on(table.organizationId, table.clientId)
      .nullsNotDistinct(),
    foreignKey({
      name: "retention_rules_name_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
  ],
);

/** A shorter retention waits for a second owner, and then for its day. */
export const retentionProposals = custody.table(
  "retention_proposals",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    clientId: uuid(),
    retentionDaysBefore: integer().notNull(),
    retentionDays: integer().notNull(),
    reason: text().notNull(),
    proposedBy: uuid().notNull(),
    proposedAt: instant().notNull().default(sql`clock_timestamp()`),
    approvedBy: uuid(),
    approvedAt: instant(),
    effectiveAt: instant(),
    endedAt: instant(),
    outcome: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("retention_proposals_one_open")
      .on(table.organizationId, sql`coalesce(client_id, organization_id)`)
      .where(sql`ended_at is null`),
  ],
);

/** Nothing under a hold is pruned; one without a client holds the whole log. */
export const legalHolds = custody.table(
  "legal_holds",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    clientId: uuid(),
    reason: text().notNull(),
    setBy: uuid().notNull(),
    setAt: instant().notNull().default(sql`clock_timestamp()`),
    releasedBy: uuid(),
    releasedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** One stream's part of a prune: announced in the log, sealed, and only then done. */
export const prunes = custody.table(
  "prunes",
  {
    organizationId: organizationId(),
    runId: uuid().notNull(),
    clientSlot: integer().notNull(),
    clientId: uuid(),
    fromSidx: position().notNull(),
    belowSidx: position().notNull(),
    cutoffAt: instant().notNull(),
    retentionDays: integer().notNull(),
    lastIdx: position().notNull(),
    announcedIdx: position().notNull(),
    announcedAt: instant().notNull(),
    isReleased: boolean().notNull().default(false),
    finishedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.runId, table.clientSlot] }),
    uniqueIndex("prunes_one_open_a_stream")
      .on(table.organizationId, table.clientSlot)
      .where(sql`finished_at is null`),
  ],
);

/** Links of pruned entries that stand between kept ones of other streams. */
export const prunedLinks = custody.table(
  "pruned_links",
  {
    organizationId: uuid().notNull(),
    idx: position().notNull(),
    recordedAt: instant().notNull(),
    clientSlot: integer().notNull(),
    sidx: position().notNull(),
    hash: bytea().notNull(),
    orgPrevHash: bytea().notNull(),
    orgHash: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.idx] }),
    index("pruned_links_by_stream").on(table.organizationId, table.clientSlot),
  ],
);

/** The mail before a monthly prune goes out once. */
export const pruneReminders = custody.table(
  "prune_reminders",
  { organizationId: organizationId(), pruneAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.organizationId, table.pruneAt] })],
);
