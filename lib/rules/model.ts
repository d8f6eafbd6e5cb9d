import { z } from "zod";
import { isZone } from "@/lib/kit/zone";
import type { JsonValue } from "@/lib/proof/json-value";
import { type Condition, checkCondition } from "./condition";
import { groupings } from "./grouping";
import { type Hours, hourDays, isClockTime } from "./hours";
import { isNarrow, parseRuleQuery } from "./rule-query";

export const ruleKinds = [
  "every",
  "threshold",
  "first_seen",
  "silence",
  "sequence",
] as const;
export type RuleKind = (typeof ruleKinds)[number];

export const severities = ["low", "medium", "high", "critical"] as const;
export type RuleSeverity = (typeof severities)[number];

export const ruleLimits = {
  nameLengthMax: 120,
  descriptionLengthMax: 1_000,
  countMax: 500,
  windowMinutesMax: 7 * 24 * 60,
  quietMinutesMax: 30 * 24 * 60,
  recipientsMax: 20,
  rulesMax: 200,
  /** What fires oftener is held back and counted, so that no rule floods the log. */
  firesPerHourMax: 60,
} as const;

/** Which entries: a filter of the log, and what they must meet beside it. */
export type Clause = { query: string; condition: Condition | null };

export type RuleDefinition = {
  name: string;
  description: string;
  severity: RuleSeverity;
  kind: RuleKind;
  when: Clause;
  /** Of a sequence: what must follow. */
  followedBy: Clause | null;
  /** Of a threshold: how many. */
  count: number;
  /** The window of a threshold or a sequence, and how long a silence is. */
  windowMinutes: number;
  /** Counted, followed or missed for each of these alone. */
  per: (typeof groupings)[number];
  /** Of first_seen: what is new. */
  of: (typeof groupings)[number];
  /** Only what happens outside these hours counts. */
  hours: Hours | null;
  /** After it fired for a group, so long it says nothing more of that group. */
  quietMinutes: number;
  tell: {
    owners: boolean;
    people: string[];
    webhooks: string[];
    /** The ticket systems in which it makes a ticket; absent in older versions. */
    integrations?: string[];
  };
};

const minutes = (max: number) =>
  z.int({ error: "must be a whole number of minutes" }).min(0).max(max);

const conditionSchema = z.unknown().transform((value, context): Condition | null => {
  if (value === null || value === undefined) return null;
  const checked = checkCondition(value as JsonValue);
  if (checked.ok) return checked.value;
  for (const { pointer, detail } of checked.reason) {
    const message = pointer === "" ? detail : `${pointer} ${detail}`;
    context.addIssue({ code: "custom", message });
  }
  return z.NEVER;
});

const querySchema = z
  .string()
  .max(4096)
  .transform((query, context): string => {
    const parsed = parseRuleQuery(query);
    if (parsed.ok) return parsed.value.query;
    for (const message of parsed.reason) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

const clauseSchema = z.strictObject({ query: querySchema, condition: conditionSchema });

const clock = z.string().refine(isClockTime, { error: "must be a time such as 07:00" });

const hoursSchema = z
  .strictObject({
    from: clock,
    to: clock,
    days: z.enum(hourDays),
    zone: z.string().max(64).refine(isZone, { error: "is not a time zone" }),
  })
  .refine(({ from, to }) => from !== to, {
    path: ["to"],
    error: "must differ from the start",
  });

const ids = (pattern: RegExp) =>
  z.array(z.string().regex(pattern)).max(ruleLimits.recipientsMax);

export const ruleSchema: z.ZodType<RuleDefinition, unknown> = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, { error: "must not be empty" })
      .max(ruleLimits.nameLengthMax),
    description: z.string().trim().max(ruleLimits.descriptionLengthMax),
    severity: z.enum(severities),
    kind: z.enum(ruleKinds),
    when: clauseSchema,
    followedBy: clauseSchema.nullable(),
    count: z
      .int({ error: "must be a whole number" })
      .min(1, { error: "must be at least 1" })
      .max(ruleLimits.countMax, { error: `must be at most ${ruleLimits.countMax}` }),
    windowMinutes: minutes(ruleLimits.windowMinutesMax).min(1, {
      error: "must be at least a minute",
    }),
    per: z.enum(groupings),
    of: z.enum(groupings),
    hours: hoursSchema.nullable(),
    quietMinutes: minutes(ruleLimits.quietMinutesMax),
    tell: z.strictObject({
      owners: z.boolean(),
      people: ids(/^[0-9a-f-]{36}$/),
      webhooks: ids(/^whk_[0-9a-f]{24}$/),
      integrations: ids(/^int_[0-9a-f]{24}$/).optional(),
    }),
  })
  .superRefine((rule, context) => {
    for (const [path, message] of listFaults(rule)) {
      context.addIssue({ code: "custom", path, message });
    }
  });

/** What makes a rule one that would flood, or that can never fire. */
function listFaults(rule: RuleDefinition): [path: string[], message: string][] {
  const faults: [string[], string][] = [];
  const { kind, when, followedBy, of, per } = rule;
  if (kind === "every" && !isNarrow(when.query) && isAlwaysTrue(when.condition)) {
    const says = "would match every entry: narrow it, or count entries instead";
    faults.push([["when", "query"], says]);
  }
  if (kind === "sequence" && followedBy === null) {
    faults.push([["followedBy", "query"], "says what must follow"]);
  }
  if (
    kind === "sequence" &&
    followedBy &&
    !isNarrow(followedBy.query) &&
    isAlwaysTrue(followedBy.condition)
  ) {
    faults.push([["followedBy", "query"], "would match every entry: narrow it"]);
  }
  if (kind === "first_seen" && of === "none") {
    faults.push([["of"], "must be something an entry has"]);
  }
  if (kind === "first_seen" && of === per) {
    faults.push([["per"], "must differ from what is new"]);
  }
  return faults;
}

function isAlwaysTrue(condition: Condition | null): boolean {
  return condition === null || ("const" in condition && condition.const);
}

export const ruleIdSchema = z.string().regex(/^rul_[0-9a-f]{24}$/);

/** What the form of a new rule begins with. */
export const newRule: RuleDefinition = {
  name: "",
  description: "",
  severity: "medium",
  kind: "every",
  when: { query: "", condition: null },
  followedBy: null,
  count: 5,
  windowMinutes: 10,
  per: "actor",
  of: "ip",
  hours: null,
  quietMinutes: 60,
  tell: { owners: true, people: [], webhooks: [] },
};
