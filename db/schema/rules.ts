import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { clients, organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });
const position = () => bigint({ mode: "number" });

/** A rule as it stands; what it says is in its newest version. */
export const rules = custody.table(
  "rules",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    version: integer().notNull(),
    isEnabled: boolean().notNull(),
    /** The first entry it looks at. */
    fromIdx: position().notNull(),
    /** The version that has learned what is not new; the others of its kind do not run. */
    learnedVersion: integer().notNull().default(0),
    mutedUntil: instant(),
    /** The name of the built-in rule it is. */
    builtIn: text(),
    /** How often it fired within the hour, as lib/rules/throttle counts. */
    throttle: text(),
    /** Why Custody itself switched it off. */
    stoppedReason: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    unique("rules_are_built_in_once").on(table.organizationId, table.builtIn),
  ],
);

export const ruleVersions = custody.table(
  "rule_versions",
  {
    organizationId: uuid().notNull(),
    ruleId: text().notNull(),
    version: integer().notNull(),
    /** JSON, as lib/rules/model reads it. */
    definition: text().notNull(),
    author: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.ruleId, table.version] }),
    foreignKey({
      name: "rule_versions_are_of_a_rule",
      columns: [table.organizationId, table.ruleId],
      foreignColumns: [rules.organizationId, rules.id],
    }),
  ],
);

/** The first entry that no rule has looked at yet; who moves it holds its lock. */
export const ruleCursors = custody.table("rule_cursors", {
  organizationId: uuid()
    .primaryKey()
    .references(() => organizations.id),
  nextIdx: position().notNull(),
});

/** What a rule remembers of one group of entries. */
export const ruleStates = custody.table(
  "rule_states",
  {
    organizationId: uuid().notNull(),
    ruleId: text().notNull(),
    version: integer().notNull(),
    key: text().notNull(),
    state: text().notNull(),
    /** When a silence has lasted long enough. */
    dueAt: instant(),
    /** When it no longer means anything. */
    staleAt: instant(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.ruleId, table.version, table.key],
    }),
    index("rule_states_due")
      .on(table.organizationId, table.dueAt)
      .where(sql`due_at is not null`),
    foreignKey({
      name: "rule_states_are_of_a_version",
      columns: [table.organizationId, table.ruleId, table.version],
      foreignColumns: [
        ruleVersions.organizationId,
        ruleVersions.ruleId,
        ruleVersions.version,
      ],
    }),
  ],
);

/** What a rule that fired leaves for people; one for each cause. */
export const alerts = custody.table(
  "alerts",
  {
    organizationId: uuid().notNull(),
    id: text().notNull(),
    ruleId: text().notNull(),
    version: integer().notNull(),
    /** The entry it fired at, or after which the silence began. */
    idx: position().notNull(),
    groupKey: text().notNull(),
    severity: text().notNull(),
    /** Whose the trigger was, for readers who do not see all. */
    clientId: uuid(),
    actorId: text(),
    /** JSON, as lib/alerts/model reads it. */
    facts: text().notNull(),
    /** The entry of the fire. */
    entryId: text(),
    entryIdx: position(),
    wasMuted: boolean().notNull(),
    state: text().notNull().default("open"),
    /** Who looks after it; their account may have gone since. */
    ownerId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    unique("alerts_have_one_cause").on(
      table.organizationId,
      table.ruleId,
      table.groupKey,
      table.idx,
    ),
    index("alerts_by_place").on(table.organizationId, table.entryIdx),
    foreignKey({
      name: "alerts_are_of_a_version",
      columns: [table.organizationId, table.ruleId, table.version],
      foreignColumns: [
        ruleVersions.organizationId,
        ruleVersions.ruleId,
        ruleVersions.version,
      ],
    }),
    foreignKey({
      name: "alerts_are_of_a_client_of_the_organization",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "alerts_have_a_known_state",
      sql`state in ('open', 'acknowledged', 'resolved')`,
    ),
  ],
);

export const alertNotes = custody.table(
  "alert_notes",
  {
    organizationId: uuid().notNull(),
    id: uuid().notNull(),
    alertId: text().notNull(),
    author: jsonb().notNull(),
    note: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("alert_notes_by_alert").on(table.organizationId, table.alertId),
    foreignKey({
      name: "alert_notes_are_of_an_alert",
      columns: [table.organizationId, table.alertId],
      foreignColumns: [alerts.organizationId, alerts.id],
    }),
  ],
);
