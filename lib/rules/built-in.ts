import { newRule, type RuleDefinition } from "./model";

export type BuiltInRule = { id: string; definition: RuleDefinition };

type Given = Partial<RuleDefinition> & Pick<RuleDefinition, "name" | "description">;

function builtIn(id: string, query: string, given: Given): BuiltInRule {
  const when = given.when ?? { query, condition: null };
  return { id, definition: { ...newRule, when, ...given } };
}

const office = { from: "07:00", to: "19:00", days: "weekdays", zone: "UTC" } as const;

/** Offered to every organization, each switched on by itself; ids stand in rows, so they stay. */
export const builtInRules: readonly BuiltInRule[] = [
  builtIn("failed-sign-ins", "verb=login&outcome=failed,denied", {
    name: "Repeated failed sign-ins",
    description: "Five failed sign-ins from one address within ten minutes.",
    kind: "threshold",
    count: 5,
    windowMinutes: 10,
    per: "ip",
    severity: "high",
  }),
  builtIn("mfa-disabled", "action=user.mfa_removed,user.mfa_replaced", {
    name: "Second factor removed or reset",
    description: "Somebody’s second factor was removed or replaced.",
    severity: "high",
    quietMinutes: 0,
  }),
  builtIn("admin-granted", "", {
    when: {
      query: "action=user.owner_granted,user.role_changed,user.created,user.invited",
      condition: {
        any: ["owner", "admin"].map((role) => ({
          field: "changes",
          transform: "str",
          op: "contains",
          value: `"after":"${role}"`,
        })),
      },
    },
    name: "Owner or admin rights granted",
    description: "Somebody became an owner or an admin.",
    severity: "critical",
    quietMinutes: 0,
  }),
  builtIn("api-key-created", "action=api_key.created", {
    name: "API key created",
    description: "A new key can read from or write to the log.",
    quietMinutes: 0,
  }),
  builtIn("mass-deletion", "verb=delete", {
    name: "Mass deletion",
    description: "One actor deleted 20 records within ten minutes.",
    kind: "threshold",
    count: 20,
    windowMinutes: 10,
    per: "actor",
    severity: "critical",
  }),
  builtIn("new-network", "verb=login&outcome=success", {
    name: "Sign-in from a new network",
    description:
      "An actor signed in from a network they were not seen on in the last 90 days.",
    kind: "first_seen",
    of: "network",
    per: "actor",
  }),
  builtIn("unusual-time", "verb=login&outcome=success", {
    name: "Sign-in at an unusual time",
    description: "Somebody signed in outside office hours; set yours in the rule.",
    hours: office,
    per: "actor",
    quietMinutes: 480,
  }),
  builtIn("permission-change", "verb=permission", {
    name: "Permission changed",
    description: "Who may do what has changed.",
    per: "actor",
  }),
  builtIn("export-of-everything", "", {
    when: {
      query: "action=export.requested",
      condition: {
        field: "metadata.query",
        op: "startswith",
        value: "range=all&upto=",
      },
    },
    name: "Export of everything",
    description: "Somebody asked for the log as a whole in one file.",
    severity: "high",
    quietMinutes: 0,
  }),
  builtIn("integration-credentials", "action=integration.credentials_*,credential.*", {
    name: "Integration credential changed",
    description: "Credentials of an integration were saved, rotated or deleted.",
    quietMinutes: 0,
  }),
  builtIn("integrity-warning", "action=security.integrity_warning", {
    name: "Integrity warning",
    description: "Verification found something that does not hold.",
    severity: "critical",
    per: "none",
    quietMinutes: 0,
  }),
  builtIn("silent-log", "source=api,import,agent", {
    name: "A source went silent",
    description: "An API key that had sent events sent none for a day.",
    kind: "silence",
    windowMinutes: 1_440,
    per: "key",
    severity: "high",
  }),
];

export function findBuiltIn(id: string): BuiltInRule | null {
  return builtInRules.find((one) => one.id === id) ?? null;
}
