import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";

const position = () => bigint({ mode: "number" });

/** What the table's entries say, in another order: made from them, and made again at will. */
export const segments = custody.table(
  "segments",
  {
    organizationId: uuid().notNull(),
    startIdx: position().notNull(),
    endIdx: position().notNull(),
    /** The first position that was kept when it was built. */
    firstIdx: position().notNull(),
    buildId: uuid().notNull(),
    salt: text().notNull(),
    layoutVersion: integer().notNull().default(1),
    builtAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.startIdx] }),
    check(
      "segments_have_rows_ck",
      sql`${table.startIdx} <= ${table.firstIdx} and ${table.firstIdx} < ${table.endIdx}`,
    ),
  ],
);

export const segmentBlocks = custody.table(
  "segment_blocks",
  {
    organizationId: uuid().notNull(),
    startIdx: position().notNull(),
    dimension: text().notNull(),
    part: integer().notNull(),
    content: bytea().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.startIdx, table.dimension, table.part],
    }),
    foreignKey({
      name: "segment_blocks_are_of_a_segment",
      columns: [table.organizationId, table.startIdx],
      foreignColumns: [segments.organizationId, segments.startIdx],
    }).onDelete("cascade"),
  ],
);
