import type { FieldError } from "@/lib/kit/errors";
import { formatCondition, parseCondition } from "./condition";
import { newRule, type RuleDefinition } from "./model";
import { addressOfText, textOfAddress } from "./rule-query";

/** What a form says, posted or in an address. */
export type Typed = {
  field: (name: string) => string;
  list: (name: string) => string[];
  isChecked: (name: string) => boolean;
};

export const ruleFields = [
  "name",
  "description",
  "severity",
  "kind",
  "query",
  "condition",
  "followedQuery",
  "followedCondition",
  "count",
  "windowMinutes",
  "per",
  "of",
  "hasHours",
  "hoursFrom",
  "hoursTo",
  "hoursDays",
  "hoursZone",
  "quietMinutes",
  "owners",
  "people",
  "webhooks",
  "integrations",
] as const;
type RuleField = (typeof ruleFields)[number];

/** Where a fault of the definition stands in the form. */
const places: [pointer: string, field: RuleField][] = [
  ["/when/query", "query"],
  ["/when/condition", "condition"],
  ["/followedBy/query", "followedQuery"],
  ["/followedBy/condition", "followedCondition"],
  ["/hours/from", "hoursFrom"],
  ["/hours/to", "hoursTo"],
  ["/hours/days", "hoursDays"],
  ["/hours/zone", "hoursZone"],
  ["/tell/people", "people"],
  ["/tell/webhooks", "webhooks"],
  ["/tell/integrations", "integrations"],
];

export function placeErrors(errors: FieldError[]): FieldError[] {
  return errors.map(({ pointer, detail }) => {
    const place = places.find(
      ([one]) => pointer === one || pointer.startsWith(`${one}/`),
    );
    return { pointer: place ? `/${place[1]}` : pointer, detail };
  });
}

/** What was typed as a definition, still to be judged, and what of it is not even JSON. */
export function readRuleForm(typed: Typed): { input: unknown; errors: FieldError[] } {
  const { field, list, isChecked } = typed;
  const errors: FieldError[] = [];
  const readCondition = (name: RuleField) => {
    const parsed = parseCondition(field(name));
    if (parsed.ok) return parsed.value;
    for (const { pointer, detail } of parsed.reason) {
      errors.push({ pointer: `/${name}`, detail: `${pointer} ${detail}`.trim() });
    }
    return null;
  };
  const clause = (query: RuleField, condition: RuleField) => ({
    query: addressOfText(field(query)),
    condition: readCondition(condition),
  });
  const kind = field("kind");
  const hours = {
    from: field("hoursFrom"),
    to: field("hoursTo"),
    days: field("hoursDays"),
    zone: field("hoursZone"),
  };
  const input = {
    name: field("name"),
    description: field("description"),
    severity: field("severity"),
    kind,
    when: clause("query", "condition"),
    followedBy: kind === "sequence" ? clause("followedQuery", "followedCondition") : null,
    count: readNumber(field("count"), newRule.count),
    windowMinutes: readNumber(field("windowMinutes"), newRule.windowMinutes),
    per: field("per"),
    of: field("of"),
    hours: isChecked("hasHours") ? hours : null,
    quietMinutes: readNumber(field("quietMinutes"), newRule.quietMinutes),
    tell: {
      owners: isChecked("owners"),
      people: list("people"),
      webhooks: list("webhooks"),
      ...keepSome(list("integrations")),
    },
  };
  return { input, errors };
}

/** A rule that writes to no ticket system is the one it was before there were any. */
function keepSome(integrations: string[]): { integrations?: string[] } {
  return integrations.length === 0 ? {} : { integrations };
}

/** A field that the kind does not show keeps what a new rule has. */
function readNumber(text: string, otherwise: number): number {
  return text.trim() === "" ? otherwise : Number(text);
}

/** A definition as its form shows it. */
export function fillRuleForm(
  rule: RuleDefinition,
  zone: string,
): Record<RuleField, string | string[]> {
  const { when, followedBy, hours, tell } = rule;
  return {
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    kind: rule.kind,
    query: textOfAddress(when.query),
    condition: formatCondition(when.condition),
    followedQuery: textOfAddress(followedBy?.query ?? ""),
    followedCondition: formatCondition(followedBy?.condition ?? null),
    count: String(rule.count),
    windowMinutes: String(rule.windowMinutes),
    per: rule.per,
    of: rule.of,
    hasHours: hours ? ["on"] : [],
    hoursFrom: hours?.from ?? "07:00",
    hoursTo: hours?.to ?? "19:00",
    hoursDays: hours?.days ?? "weekdays",
    hoursZone: hours?.zone ?? zone,
    quietMinutes: String(rule.quietMinutes),
    owners: tell.owners ? ["on"] : [],
    people: tell.people,
    webhooks: tell.webhooks,
    integrations: tell.integrations ?? [],
  };
}

/** What an address says of a rule that is being written; null where it says nothing. */
export function readRuleAddress(params: URLSearchParams): Typed | null {
  if (!params.has("kind")) return null;
  return {
    field: (name) => params.get(name) ?? "",
    list: (name) => params.getAll(name),
    isChecked: (name) => params.has(name),
  };
}
