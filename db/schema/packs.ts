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
import { custody } from "./custody";
import { clients, organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });
const size = () => bigint({ mode: "number" });
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);

/** An evidence pack: what goes into it, and the moment all of it is of. */
export const evidencePacks = custody.table(
  "evidence_packs",
  {
    organizationId: organizationId(),
    id: text().notNull(),
    requesterId: text().notNull(),
    requester: jsonb().notNull(),
    clientId: uuid(),
    purpose: text().notNull(),
    sections: jsonb().notNull(),
    /** In words, for its cover: "Q3 2026". */
    periodName: text().notNull(),
    rangeFrom: text().notNull(),
    rangeTo: text().notNull(),
    zone: text().notNull(),
    preparedFor: text().notNull(),
    note: text().notNull(),
    /** The last entry that may be in it, and the time it says of itself. */
    upto: size().notNull(),
    createdAt: instant().notNull(),
    /** The epoch that proves it, and that epoch's checkpoint; kept once they are known. */
    epochIndex: size(),
    tlogProof: text(),
    state: text().notNull().default("queued"),
    entryCount: size().notNull(),
    doneCount: size().notNull().default(0),
    /** The files that are finished, each with its size and hash. */
    parts: jsonb().notNull(),
    verdict: jsonb(),
    sha256: text(),
    bytes: size(),
    error: text(),
    attemptCount: integer().notNull().default(0),
    leasedUntil: instant(),
    finishedAt: instant(),
    /** Since when its file is gone: it held what was erased. */
    removedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("evidence_packs_by_age").on(table.organizationId, table.createdAt),
    index("evidence_packs_due")
      .on(table.createdAt)
      .where(sql`state in ('queued', 'running')`),
    foreignKey({
      name: "evidence_packs_are_of_a_client_of_the_organization",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "evidence_packs_have_a_known_state",
      sql`state in ('queued', 'running', 'done', 'failed', 'cancelled')`,
    ),
    check(
      "evidence_packs_are_done_with_a_hash",
      sql`state <> 'done' or sha256 is not null`,
    ),
  ],
);

/** What somebody chose so far on the way to a pack. */
export const packDrafts = custody.table(
  "pack_drafts",
  {
    organizationId: organizationId(),
    userId: uuid().notNull(),
    choices: jsonb().notNull(),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.userId] })],
);
