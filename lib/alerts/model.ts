import { describeMinutes } from "@/lib/kit/minutes";
import { formatInstant } from "@/lib/kit/time";
import { addressOf, type Grouping } from "@/lib/rules/grouping";
import type { RuleDefinition, RuleKind, RuleSeverity } from "@/lib/rules/model";
import type { Spot } from "@/lib/rules/step";

export const alertStates = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof alertStates)[number];

/** What is kept of the entry that a rule fired at, so that a list needs to look up nothing. */
export type Trigger = {
  id: string;
  idx: number;
  recordedAt: string;
  action: string;
  /** Who did what to which record, for which client. */
  sentence: string;
  client: string | null;
};

/** What a fire was made of. */
export type AlertFacts = {
  kind: RuleKind;
  per: Grouping;
  of: Grouping;
  group: string;
  /** The group as people call it. */
  groupName: string;
  /** The entries it is made of, at most the newest hundred. */
  hits: Spot[];
  hitCount: number;
  /** Matches that fired nothing since it fired last, because it was quiet or held back. */
  heldCount: number;
  windowMinutes: number;
  trigger: Trigger | null;
  /** The address of exactly those entries, frozen. */
  query: string;
};

export const hitsKeptMax = 100;

/** The log as it was when the rule fired: its filter, its group, its window, and no later. */
export function frozenQuery(
  definition: RuleDefinition,
  { group, hits }: { group: string; hits: Spot[] },
): string {
  const [first, last] = [hits[0], hits.at(-1)];
  if (!first || !last) return "";
  const address = new URLSearchParams(definition.when.query);
  const isSequence = definition.kind === "sequence";
  if (isSequence) for (const name of [...address.keys()]) address.delete(name);
  const grouping = definition.kind === "first_seen" ? definition.of : definition.per;
  for (const [name, value] of addressOf(grouping, group)) address.set(name, value);
  const edge = (micros: number) => formatInstant(BigInt(micros)) ?? "";
  address.set("from", edge(first[1]));
  address.set("to", edge(last[1] + 1));
  address.set("upto", String(last[0]));
  return address.toString();
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

/** What happened, in a sentence a person reads at two in the morning. */
export function summarize(facts: Omit<AlertFacts, "query" | "hits">): string {
  const { kind, groupName: name, hitCount, windowMinutes } = facts;
  switch (kind) {
    case "every":
      return "An entry matched.";
    case "threshold": {
      const by = name === "" ? "" : `, all of ${name}`;
      return `${counted(hitCount, "entry", "entries")} within ${describeMinutes(windowMinutes)}${by}.`;
    }
    case "first_seen":
      return `${name} was not seen before.`;
    case "silence": {
      const from = name === "" ? "" : ` from ${name}`;
      return `Nothing${from} for ${describeMinutes(windowMinutes)}.`;
    }
    case "sequence":
      return `Two entries followed one another within ${describeMinutes(windowMinutes)}.`;
  }
}

export const severityWords: Record<RuleSeverity, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};
