import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { organizations } from "./organizations";

const position = () => bigint({ mode: "number" });
const instant = () => timestamp({ withTimezone: true, precision: 6, mode: "string" });
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);

/** An erasure one owner asked for; a second one decides, the worker carries it out. */
export const erasures = custody.table(
  "erasures",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    /** Whose fields, as JSON; null once it is over, or they would be kept here instead. */
    subject: text(),
    basis: text().notNull(),
    reason: text().notNull(),
    /** Entries from here on were not there yet when it was asked for. */
    belowIdx: position().notNull(),
    requestedBy: uuid().notNull(),
    requestedAt: instant().notNull().default(sql`clock_timestamp()`),
    approvedBy: uuid(),
    approvedAt: instant(),
    entryCount: integer().notNull().default(0),
    fieldCount: integer().notNull().default(0),
    lastErasedAt: instant(),
    endedAt: instant(),
    outcome: text(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** The salts of an entry that lost its key: those of erased values are zeros. */
export const erasedEntries = custody.table(
  "erased_entries",
  {
    organizationId: uuid().notNull(),
    idx: position().notNull(),
    salts: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.idx] })],
);

/** What stays of an erased value: its commitment, and the entry that put it on record. */
export const erasedFields = custody.table(
  "erased_fields",
  {
    organizationId: uuid().notNull(),
    idx: position().notNull(),
    slot: integer().notNull(),
    leafHash: bytea().notNull(),
    recordIdx: position().notNull(),
    erasureId: uuid().notNull(),
    erasedAt: instant().notNull(),
    isOpen: boolean().notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.idx, table.slot] }),
    index("erased_fields_by_time").on(table.organizationId, table.erasedAt),
    index("erased_fields_by_record").on(table.organizationId, table.recordIdx),
  ],
);
