import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { clients, organizations, users } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

export const apiKeys = custody.table(
  "api_keys",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    publicId: text().notNull().unique("api_keys_public_id_is_unique"),
    secretHash: bytea().notNull(),
    lastCharacters: text().notNull(),
    name: text().notNull(),
    scopes: text().array().notNull(),
    clientId: uuid(),
    createdBy: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant(),
    revokedAt: instant(),
    /** Addresses and ranges it may be used from; empty means any. */
    allowedIps: text().array().notNull().default([]),
    /** The key that this one takes the place of. */
    rotatedFromId: text(),
    lastUsedAt: instant(),
    lastUsedIp: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    foreignKey({
      name: "api_keys_name_a_client",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
  ],
);

export const sessions = custody.table(
  "sessions",
  {
    id: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    createdAt: instant().notNull().defaultNow(),
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    ip: text(),
    userAgent: text(),
    /** How far the sign-in has come; only a full session opens anything. */
    stage: text().notNull().default("full"),
    method: text().notNull().default("password"),
    /** The role this id was given out for: another role means another id. */
    issuedRole: text(),
    /** When its person last showed a password or a second factor. */
    provedAt: instant(),
  },
  (table) => [
    index("sessions_by_user").on(table.userId),
    check(
      "sessions_stage_is_known_ck",
      sql`${table.stage} in ('full', 'second_factor', 'enrolment')`,
    ),
  ],
);

/** Floods and reads wait here, counted, until their window closes and becomes one entry. */
export const foldedEvents = custody.table(
  "folded_events",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    foldKey: text().notNull(),
    windowStartAt: instant().notNull(),
    foldedCount: bigint({ mode: "number" }).notNull(),
    reportedCount: bigint({ mode: "number" }).notNull(),
    event: text().notNull(),
    source: text().notNull(),
    clientId: uuid(),
    keyId: text(),
    firstAt: instant().notNull().default(sql`clock_timestamp()`),
    lastAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.foldKey, table.windowStartAt] }),
  ],
);

/** A refused form's typed values, sealed, for the moment until its page shows them again. */
export const formFlashes = custody.table(
  "form_flashes",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    sealed: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** How often a key was used and refused each day: a picture, the entries are the truth. */
export const apiKeyDays = custody.table(
  "api_key_days",
  {
    organizationId: uuid().notNull(),
    keyId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    useCount: bigint({ mode: "number" }).notNull(),
    refusedCount: bigint({ mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.keyId, table.day] }),
    foreignKey({
      name: "api_key_days_name_a_key",
      columns: [table.organizationId, table.keyId],
      foreignColumns: [apiKeys.organizationId, apiKeys.id],
    }),
  ],
);

/** Where an organization says otherwise than the policy; what is not here is as there. */
export const rolePermissions = custody.table(
  "role_permissions",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    role: text().notNull(),
    permission: text().notNull(),
    isGranted: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.role, table.permission] }),
    check(
      "role_permissions_role_can_change_ck",
      sql`${table.role} in ('admin', 'technician', 'auditor')`,
    ),
  ],
);
