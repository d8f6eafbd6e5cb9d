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
import { organizations, users } from "./organizations";

const instant = () => timestamp({ withTimezone: true });
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);
const userId = () =>
  uuid()
    .notNull()
    .references(() => users.id);

export const invitations = custody.table(
  "invitations",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    tokenHash: bytea().notNull().unique("invitations_token_hash_is_unique"),
    email: text().notNull(),
    name: text().notNull(),
    role: text().notNull(),
    invitedBy: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** One person, one authenticator; it counts only once its first code was right. */
export const secondFactors = custody.table("second_factors", {
  userId: userId().primaryKey(),
  sealedSecret: bytea().notNull(),
  /** Of the authenticator that is to take its place, until its first code was right. */
  nextSealedSecret: bytea(),
  createdAt: instant().notNull().defaultNow(),
  confirmedAt: instant(),
  /** The newest time step that was used: none before it is taken again. */
  lastStep: bigint({ mode: "number" }),
});

export const recoveryCodes = custody.table(
  "recovery_codes",
  { userId: userId(), codeHash: bytea().notNull(), usedAt: instant() },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

export const signInLinks = custody.table(
  "sign_in_links",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    tokenHash: bytea().notNull().unique("sign_in_links_token_hash_is_unique"),
    userId: userId(),
    purpose: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    check(
      "sign_in_links_purpose_is_known_ck",
      sql`${table.purpose} in ('sign_in', 'reset')`,
    ),
  ],
);

export const securityPolicies = custody.table(
  "security_policies",
  {
    organizationId: uuid()
      .primaryKey()
      .references(() => organizations.id),
    secondFactorRoles: text().array().notNull(),
    sessionHours: integer().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    check(
      "security_policies_session_is_bounded_ck",
      sql`${table.sessionHours} between 1 and 720`,
    ),
  ],
);

export const identityProviders = custody.table(
  "identity_providers",
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    name: text().notNull(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    sealedSecret: bytea().notNull(),
    isSecondFactor: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    removedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Whom a provider's subject is here; an e-mail address alone links nobody twice. */
export const identities = custody.table(
  "identities",
  {
    organizationId: organizationId(),
    provider: text().notNull(),
    subject: text().notNull(),
    userId: userId(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.provider, table.subject] }),
  ],
);

/** Counters of rate-limiter-flexible, shared by every instance; keys are digests. */
export const rateLimits = custody.table("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
