import { sql } from "drizzle-orm";
import {
  bigint,
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
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);

/** Something that happened and is worked on, with the entries that show it. */
export const cases = custody.table(
  "cases",
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    impact: text().notNull().default(""),
    cause: text().notNull().default(""),
    resolution: text().notNull().default(""),
    beganAt: instant(),
    detectedAt: instant(),
    fixedAt: instant(),
    author: jsonb().notNull(),
    openedAt: instant().notNull().defaultNow(),
    closedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("cases_by_age").on(table.organizationId, table.openedAt),
  ],
);

export const casePins = custody.table(
  "case_pins",
  {
    organizationId: organizationId(),
    caseId: text().notNull(),
    entryId: text().notNull(),
    idx: bigint({ mode: "number" }).notNull(),
    author: jsonb().notNull(),
    pinnedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.caseId, table.entryId] }),
    index("case_pins_by_entry").on(table.organizationId, table.entryId),
    foreignKey({
      name: "case_pins_are_of_a_case",
      columns: [table.organizationId, table.caseId],
      foreignColumns: [cases.organizationId, cases.id],
    }),
  ],
);

export const caseNotes = custody.table(
  "case_notes",
  {
    organizationId: organizationId(),
    caseId: text().notNull(),
    number: integer().notNull(),
    /** When it happened, which may be before it was written down. */
    happenedAt: instant().notNull(),
    note: text().notNull(),
    author: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.caseId, table.number] }),
    foreignKey({
      name: "case_notes_are_of_a_case",
      columns: [table.organizationId, table.caseId],
      foreignColumns: [cases.organizationId, cases.id],
    }),
  ],
);

/** A way in for somebody outside, to one case and nothing else; of its token only the hash. */
export const caseLinks = custody.table(
  "case_links",
  {
    organizationId: organizationId(),
    id: text().notNull(),
    caseId: text().notNull(),
    tokenHash: bytea().notNull().unique(),
    /** Who it was made for; it stands across every page they open. */
    reader: text().notNull(),
    author: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    viewCount: integer().notNull().default(0),
    viewedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    foreignKey({
      name: "case_links_are_of_a_case",
      columns: [table.organizationId, table.caseId],
      foreignColumns: [cases.organizationId, cases.id],
    }),
    check("case_links_have_a_reader", sql`reader <> ''`),
  ],
);
