import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { clients, organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** People at a client; some may look into its portal. */
export const contacts = custody.table(
  "contacts",
  {
    organizationId: uuid().notNull(),
    id: uuid().notNull(),
    clientId: uuid().notNull(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    jobTitle: text(),
    createdAt: instant().notNull().defaultNow(),
    portalGrantedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("contacts_of_a_client").on(table.organizationId, table.clientId),
    foreignKey({
      name: "contacts_belong_to_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "contacts_with_portal_access_have_an_address_ck",
      sql`${table.portalGrantedAt} is null or ${table.email} is not null`,
    ),
  ],
);

export const organizationLogos = custody.table(
  "organization_logos",
  {
    organizationId: uuid()
      .primaryKey()
      .references(() => organizations.id),
    content: bytea().notNull(),
    mediaType: text().notNull(),
    digest: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    check(
      "organization_logos_are_raster_ck",
      sql`${table.mediaType} in ('image/png', 'image/jpeg')`,
    ),
  ],
);

/** Short names that clients had: links and senders that use one are led on. */
export const formerSlugs = custody.table(
  "former_slugs",
  {
    organizationId: uuid().notNull(),
    slug: text().notNull(),
    clientId: uuid().notNull(),
    leftAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.slug] }),
    foreignKey({
      name: "former_slugs_lead_to_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
  ],
);
