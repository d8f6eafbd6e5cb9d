import { describeMinutes } from "@/lib/kit/minutes";
import { groupingWords } from "./grouping";
import type { RuleDefinition, RuleKind } from "./model";

export const kindWords: Record<RuleKind, { name: string; says: string }> = {
  every: { name: "Every match", says: "Fires at each entry." },
  threshold: {
    name: "So many within a time",
    says: "Fires at the entry that makes it full.",
  },
  first_seen: {
    name: "The first time",
    says: "Fires at a value that was not in the last 90 days.",
  },
  silence: { name: "Silence", says: "Fires when no entry came for a while." },
  sequence: {
    name: "One after another",
    says: "Fires when a second entry follows the first.",
  },
};

/** When a rule fires, in one sentence. */
export function describeRule(rule: RuleDefinition): string {
  const { kind, count, windowMinutes, per, of, hours, quietMinutes } = rule;
  const within = describeMinutes(windowMinutes);
  const each = per === "none" ? "" : ` by the same ${groupingWords[per]}`;
  const base = {
    every: "Every match",
    threshold: `${count} matches within ${within}${each}`,
    first_seen: `The first ${groupingWords[of]}${per === "none" ? "" : ` of each ${groupingWords[per]}`}`,
    silence: `No match for ${within}${per === "none" ? "" : `, for each ${groupingWords[per]}`}`,
    sequence: `A match followed by another within ${within}${each}`,
  }[kind];
  const outside = hours
    ? `, outside ${hours.from} to ${hours.to} ${hours.zone}${hours.days === "weekdays" ? " on weekdays" : ""}`
    : "";
  const quiet =
    quietMinutes === 0 || kind === "silence" || kind === "first_seen"
      ? ""
      : `; then quiet for ${describeMinutes(quietMinutes)}`;
  return `${base}${outside}${quiet}.`;
}
