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
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody, inet } from "./custody";

const position = () => bigint({ mode: "number" });
const instant = () => timestamp({ withTimezone: true, precision: 6, mode: "string" });

export const organizationHeads = custody.table(
  "organization_heads",
  {
    organizationId: uuid().primaryKey(),
    name: text().notNull(),
    streamWidth: integer().notNull(),
    isDemo: boolean().notNull(),
    minIdx: position().notNull(),
    nextIdx: position().notNull(),
    lastHash: bytea().notNull(),
    lastRecordedAt: instant().notNull(),
    /** No feed or API call is taken until somebody has looked (T-37). */
    isClosed: boolean().notNull().default(false),
  },
  (table) => [
    check(
      "organization_heads_hash_is_sha256_ck",
      sql`octet_length(${table.lastHash}) = 32`,
    ),
  ],
);

export const streamHeads = custody.table(
  "stream_heads",
  {
    organizationId: uuid().notNull(),
    clientSlot: integer().notNull(),
    clientId: uuid(),
    nextSidx: position().notNull(),
    lastHash: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientSlot] }),
    unique("stream_heads_client_has_one")
      .on(table.organizationId, table.clientId)
      .nullsNotDistinct(),
    check("stream_heads_hash_is_sha256_ck", sql`octet_length(${table.lastHash}) = 32`),
  ],
);

/** Every column after `fields` is derived from the hashed texts; verification compares. */
export const entries = custody.table(
  "entries",
  {
    organizationId: uuid().notNull(),
    idx: position().notNull(),
    sidx: position().notNull(),
    recordedAt: instant().notNull(),
    clientSlot: integer().notNull(),
    prevHash: bytea().notNull(),
    hash: bytea().notNull(),
    orgPrevHash: bytea().notNull(),
    orgHash: bytea().notNull(),
    bodyRoot: bytea().notNull(),
    entryKey: bytea(),
    fields: text().array().notNull(),
    id: text().notNull(),
    clientId: uuid(),
    occurredAt: instant(),
    action: text().notNull(),
    category: text().notNull(),
    verb: text().notNull(),
    outcome: text().notNull(),
    source: text().notNull(),
    vendor: text(),
    actorType: text().notNull(),
    actorId: text(),
    targetType: text(),
    targetId: text(),
    ip: inet(),
    keyId: text(),
    sessionId: text(),
    requestId: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.idx] }),
    unique("entries_id_is_unique").on(table.organizationId, table.id),
    unique("entries_stream_position_is_unique").on(
      table.organizationId,
      table.clientSlot,
      table.sidx,
    ),
    index("entries_happened_elsewhen")
      .on(table.organizationId, table.occurredAt)
      .where(
        sql`occurred_at - recorded_at > interval '2 minutes' or recorded_at - occurred_at > interval '2 minutes'`,
      ),
    check("entries_hash_is_sha256_ck", sql`octet_length(${table.hash}) = 32`),
  ],
);

export const idempotencyKeys = custody.table(
  "idempotency_keys",
  {
    organizationId: uuid().notNull(),
    key: text().notNull(),
    contentHash: bytea().notNull(),
    idx: position().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.key] })],
);
