import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  integer,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";

const position = () => bigint({ mode: "number" });
const instant = () => timestamp({ withTimezone: true, precision: 6, mode: "string" });

/** What pages say about verification; the verifier's own state is outside the database. */
export const verificationStates = custody.table("verification_states", {
  organizationId: uuid().primaryKey(),
  verifiedSize: position().notNull(),
  verifiedAt: instant().notNull(),
  passIdx: position().notNull(),
  passStartedAt: instant(),
  passFinishedAt: instant(),
  passMs: integer(),
});

/** Whole passes, verifications on demand, and every one that found something. */
export const verificationRuns = custody.table(
  "verification_runs",
  {
    organizationId: uuid().notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant().notNull(),
    fromIdx: position().notNull(),
    toIdx: position().notNull(),
    isOk: boolean().notNull(),
    verdict: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

export const integrityIncidents = custody.table(
  "integrity_incidents",
  {
    organizationId: uuid().notNull(),
    id: uuid().notNull(),
    openedAt: instant().notNull().default(sql`clock_timestamp()`),
    raisedBy: text().notNull(),
    kind: text().notNull(),
    /** The first entry that does not hold, and the last one it may concern. */
    firstIdx: position(),
    lastIdx: position(),
    clientSlot: integer(),
    sidx: position(),
    expected: text().notNull(),
    found: text().notNull(),
    why: text().notNull(),
    intact: text().notNull(),
    announcedAt: instant(),
    notifiedAt: instant(),
    closedAt: instant(),
    closedBy: text(),
    closeReason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("integrity_incidents_open_once")
      .on(table.organizationId, table.kind, sql`coalesce(first_idx, -1)`)
      .where(sql`closed_at is null`),
  ],
);
