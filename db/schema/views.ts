import {
  boolean,
  foreignKey,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { memberships, organizations, users } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** A filter with a name; `query` is the canonical query string of the log. */
export const savedViews = custody.table(
  "saved_views",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    query: text().notNull(),
    isShared: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    unique("saved_views_name_is_unique").on(
      table.organizationId,
      table.ownerId,
      table.name,
    ),
  ],
);

/** What a person sees when they open the log without asking for anything. */
export const defaultViews = custody.table(
  "default_views",
  {
    organizationId: uuid().notNull(),
    userId: uuid().notNull(),
    viewId: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      name: "default_views_belong_to_a_member",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
