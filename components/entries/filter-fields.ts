import { categories } from "@/lib/catalogue/categories";
import { describeVerb, verbs } from "@/lib/catalogue/verbs";
import type { FieldName } from "@/lib/entries/fields";
import { outcomes, sources } from "@/lib/entries/vocabulary";

export type FilterName =
  | FieldName
  | "q"
  | "range"
  | "from"
  | "to"
  | "by"
  | "upto"
  | "n"
  | "v";

/** What the address bar says, value by value as it is written there. */
export type FilterValues = Partial<Record<FilterName, string>>;

export type FilterOption = { value: string; label: string };

/** Suggestions under the text fields; any other text may be typed as well. */
export type FilterSuggestions = Partial<
  Record<"action" | "entity" | "actor" | "client" | "vendor" | "ua", FilterOption[]>
>;

const sourceLabels: Record<(typeof sources)[number], string> = {
  web: "Custody's screens",
  api: "API",
  import: "Import",
  agent: "Agent",
  rule: "Rule",
  system: "System",
};

const outcomeLabels = { success: "Success", failed: "Failed", denied: "Denied" };

export const closedOptions = {
  verb: verbs.map((value) => ({ value, label: describeVerb(value).words })),
  category: categories.map(({ id, words }) => ({ value: id, label: words })),
  outcome: outcomes.map((value) => ({ value, label: outcomeLabels[value] })),
  source: sources.map((value) => ({ value, label: sourceLabels[value] })),
} as const satisfies Partial<Record<FieldName, FilterOption[]>>;

/** The options and, ticked with them, what the address holds besides: `-delete`, a vendor's own. */
export function listChoices(
  options: readonly FilterOption[],
  value = "",
): (FilterOption & { isChosen: boolean })[] {
  const chosen = value.split(",").filter((term) => term !== "");
  const known = new Set(options.map((option) => option.value));
  const extra = chosen.filter((term) => !known.has(term));
  const labelOf = (term: string) =>
    options.find((option) => option.value === term)?.label ?? term;
  return [
    ...extra.map((term) => ({
      value: term,
      label: term.startsWith("-") ? `Not ${labelOf(term.slice(1))}` : term,
      isChosen: true,
    })),
    ...options.map((option) => ({ ...option, isChosen: chosen.includes(option.value) })),
  ];
}
