import { foreignKey, jsonb, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { memberships } from "./organizations";

/** How a person likes their pages to look; lib/preferences/model.ts says what is in it. */
export const preferences = custody.table(
  "preferences",
  {
    organizationId: uuid().notNull(),
    userId: uuid().notNull(),
    settings: jsonb().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      name: "preferences_belong_to_a_member",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
