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
import { custody } from "./custody";
import { clients, organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });
const size = () => bigint({ mode: "number" });

/** What somebody asked to have written, and how far the worker is; the file is beside it. */
export const exportRequests = custody.table(
  "export_requests",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    /** A person's or a key's id; whoever it is may see and fetch it again. */
    requesterId: text().notNull(),
    /** The actor of its entries. */
    requester: jsonb().notNull(),
    /** What the requester could read: one client, or own actions and assigned clients. */
    clientId: uuid(),
    ownUserId: uuid(),
    ownClientIds: uuid().array(),
    format: text().notNull(),
    /** Asked for in a client's portal: what its MSP hides there is not written. */
    isForPortal: boolean().notNull().default(false),
    /** The canonical query of the log, frozen by `upto`. */
    query: text().notNull(),
    rangeFrom: text(),
    rangeTo: text(),
    /** What days in the query meant, and what a document tells its times in. */
    zone: text().notNull().default("UTC"),
    /** As a zip, with a signed list of what is in it. */
    withManifest: boolean().notNull().default(false),
    /** Of a schedule, and the addresses of those who may fetch it too. */
    scheduleId: text(),
    sharedWith: text().array().notNull().default([]),
    state: text().notNull().default("queued"),
    rowCount: size().notNull(),
    doneCount: size().notNull().default(0),
    /** Where the next page begins: the position of the last entry written. */
    position: size(),
    /** What of the part file is on the disk for good. */
    writtenBytes: size().notNull().default(0),
    alteredCount: integer().notNull().default(0),
    verdict: jsonb(),
    sha256: text(),
    error: text(),
    attemptCount: integer().notNull().default(0),
    leasedUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
    expiresAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("export_requests_by_age").on(table.organizationId, table.createdAt),
    index("export_requests_due")
      .on(table.createdAt)
      .where(sql`state in ('queued', 'running')`),
    foreignKey({
      name: "export_requests_are_of_a_client_of_the_organization",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "export_requests_have_a_known_state",
      sql`state in ('queued', 'running', 'done', 'failed', 'cancelled', 'expired')`,
    ),
    check(
      "export_requests_are_done_with_a_hash",
      sql`(state in ('done', 'expired')) = (sha256 is not null)`,
    ),
  ],
);
