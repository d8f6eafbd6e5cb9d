import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";

const position = () => bigint({ mode: "number" });
const instant = () => timestamp({ withTimezone: true, precision: 6, mode: "string" });

/** `path` holds the audit path of the epoch as the last leaf, its hashes end to end. */
export const epochs = custody.table(
  "epochs",
  {
    epochIndex: position().primaryKey(),
    sealedAt: instant().notNull(),
    data: text().notNull(),
    leafHash: bytea().notNull(),
    path: bytea().notNull(),
    checkpoint: text().notNull(),
  },
  (table) => [
    check("epochs_hash_is_sha256_ck", sql`octet_length(${table.leafHash}) = 32`),
  ],
);

/** Heads that changed in an epoch; one that is absent is the one of the epoch before. */
export const sealedOrganizations = custody.table(
  "sealed_organizations",
  {
    organizationId: uuid().notNull(),
    epochIndex: position().notNull(),
    size: position().notNull(),
    head: text().notNull(),
    leafHash: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.epochIndex] })],
);

export const sealedStreams = custody.table(
  "sealed_streams",
  {
    organizationId: uuid().notNull(),
    clientSlot: integer().notNull(),
    epochIndex: position().notNull(),
    clientId: uuid(),
    size: position().notNull(),
    head: text().notNull(),
    leafHash: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientSlot, table.epochIndex] }),
  ],
);

/** Roots of whole runs of leaves, so that a proof never reads a whole tree. */
export const sealedBlocks = custody.table(
  "sealed_blocks",
  {
    organizationId: uuid().notNull(),
    /** The slot of a stream, or -1 for the organization's own chain. */
    chain: integer().notNull(),
    block: position().notNull(),
    hash: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.chain, table.block] })],
);

/** What stays of entries that were pruned: docs/format.md, section 6. */
export const prunedPrefixes = custody.table(
  "pruned_prefixes",
  {
    organizationId: uuid().notNull(),
    chain: integer().notNull(),
    size: position().notNull(),
    lastHeader: text().notNull(),
    nodes: bytea().notNull(),
    prunedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.chain, table.size] })],
);

export const cosignatures = custody.table(
  "cosignatures",
  {
    epochIndex: position().notNull(),
    line: text().notNull(),
    receivedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.epochIndex, table.line] })],
);

export const logKeys = custody.table("log_keys", {
  verifierKey: text().primaryKey(),
  fromEpoch: position().notNull(),
});

/** Tells free slots from taken ones: nobody who holds a bundle may know it. */
export const vacantKeys = custody.table(
  "vacant_keys",
  { id: boolean().primaryKey().default(true), key: bytea().notNull() },
  (table) => [check("vacant_keys_is_single_ck", sql`${table.id}`)],
);

/** What the last attempts to keep checkpoints outside came to, by the place. */
export const anchors = custody.table("anchors", {
  name: text().primaryKey(),
  kind: text().notNull(),
  keptSize: position(),
  keptAt: instant(),
  triedAt: instant().notNull(),
  failingSince: instant(),
  error: text(),
  hasConflict: boolean().notNull().default(false),
});
