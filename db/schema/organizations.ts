import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";

const instant = () => timestamp({ withTimezone: true });

export const installation = custody.table(
  "installation",
  {
    id: boolean().primaryKey().default(true),
    origin: text().notNull(),
    logKey: text().notNull(),
    exportKey: text().notNull(),
    organizationWidth: integer().notNull().default(256),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [check("installation_is_single_ck", sql`${table.id}`)],
);

export const organizations = custody.table("organizations", {
  id: uuid().primaryKey(),
  slug: text().notNull().unique("organizations_slug_is_unique"),
  name: text().notNull(),
  slot: integer().notNull().unique("organizations_slot_is_unique"),
  isDemo: boolean().notNull(),
  timeZone: text().notNull().default("UTC"),
  createdAt: instant().notNull().defaultNow(),
  /** The organization's own colour, as each theme shows it. */
  brandLight: text(),
  brandDark: text(),
  /** Privileged actions that need a reason, and whether each needs a ticket too. */
  reasonActions: text().array().notNull().default([]),
  asksForTicket: boolean().notNull().default(false),
  /** Whether each client's contacts get the signed head of their stream by mail, weekly. */
  sendsHeads: boolean().notNull().default(true),
});

export const clients = custody.table(
  "clients",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: uuid().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    slot: integer().notNull(),
    timeZone: text().notNull().default("UTC"),
    createdAt: instant().notNull().defaultNow(),
    archivedAt: instant(),
    /** Whose stream goes on where this client's ends; the two never become one. */
    mergedIntoId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    unique("clients_slug_is_unique").on(table.organizationId, table.slug),
    unique("clients_slot_is_unique").on(table.organizationId, table.slot),
    foreignKey({
      name: "clients_merge_into_a_client",
      columns: [table.organizationId, table.mergedIntoId],
      foreignColumns: [table.organizationId, table.id],
    }),
    check("clients_merge_into_another_ck", sql`${table.mergedIntoId} <> ${table.id}`),
  ],
);

export const users = custody.table("users", {
  id: uuid().primaryKey(),
  email: text().notNull().unique("users_email_is_unique"),
  name: text().notNull(),
  passwordHash: text(),
  createdAt: instant().notNull().defaultNow(),
  disabledAt: instant(),
});

export const memberships = custody.table(
  "memberships",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text().notNull(),
    seesWholeLog: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    disabledAt: instant(),
    /** When access ends by itself; an auditor's visit has an end. */
    expiresAt: instant(),
    /** The contact of a client whose portal this person looks into; null for staff. */
    contactId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    unique("memberships_contact_is_one_person").on(table.organizationId, table.contactId),
    check(
      "memberships_role_is_known_ck",
      sql`${table.role} in ('owner', 'admin', 'technician', 'auditor', 'portal')`,
    ),
    check(
      "memberships_of_the_portal_have_a_contact_ck",
      sql`(${table.role} = 'portal') = (${table.contactId} is not null)`,
    ),
  ],
);

export const clientAssignments = custody.table(
  "client_assignments",
  {
    organizationId: uuid().notNull(),
    clientId: uuid().notNull(),
    userId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientId, table.userId] }),
    foreignKey({
      name: "client_assignments_name_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    foreignKey({
      name: "client_assignments_name_a_member",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
