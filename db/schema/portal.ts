import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { clients } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** What one client's portal shows and how it looks; without a row as lib/portal says. */
export const clientPortals = custody.table(
  "client_portals",
  {
    organizationId: uuid().notNull(),
    clientId: uuid().notNull(),
    staffNames: text().notNull(),
    showsAddresses: boolean().notNull(),
    showsNotes: boolean().notNull(),
    hiddenCategories: text().array().notNull(),
    displayName: text(),
    brandLight: text(),
    brandDark: text(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientId] }),
    foreignKey({
      name: "client_portals_are_of_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "client_portals_staff_names_are_known_ck",
      sql`${table.staffNames} in ('full', 'first', 'role')`,
    ),
  ],
);

export const clientLogos = custody.table(
  "client_logos",
  {
    organizationId: uuid().notNull(),
    clientId: uuid().notNull(),
    content: bytea().notNull(),
    mediaType: text().notNull(),
    digest: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientId] }),
    foreignKey({
      name: "client_logos_are_of_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "client_logos_are_raster_ck",
      sql`${table.mediaType} in ('image/png', 'image/jpeg')`,
    ),
  ],
);
