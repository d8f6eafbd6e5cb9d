import { isVerb } from "@/lib/catalogue/verbs";
import { type FieldName, fieldNames, fields, textField } from "./fields";
import { everything } from "./filter";
import type { Range } from "./range";
import { describeRangeWords } from "./range-words";
import type { Terms } from "./terms";
import { changeFilter, defaultView, type View } from "./view";

/** One condition in words; `view` is the view without it. */
export type Chip = {
  field: FieldName | "q" | "range" | "by" | "upto";
  label: string;
  view: View;
};

/** What the server knows clients (by slug) and actors (by id) are called. */
export type TermNames = ReadonlyMap<string, string>;

type ListName = keyof Terms;

const noNames: TermNames = new Map();

/** Every condition but a relative range, which has a place of its own on the page. */
export function listChips(
  view: View,
  names: TermNames = noNames,
  zone: string | null = null,
): Chip[] {
  const { q, range, by, upto } = view.filter;
  const chips: Chip[] = [];
  if (q !== null) {
    const label = `${textField.label} ${q}`;
    chips.push({ field: "q", label, view: changeFilter(view, { q: null }) });
  }
  if (range.kind === "absolute") {
    const without = changeFilter(view, { range: defaultView.filter.range });
    chips.push({
      field: "range",
      label: `Time is ${zone === null ? describeRange(range) : describeRangeWords(range, zone)}`,
      view: without,
    });
  }
  chips.push(...fieldNames.flatMap((field) => listTermChips(view, field, names)));
  if (by === "occurred") {
    const without = changeFilter(view, { by: "recorded" });
    chips.push({ field: "by", label: "Time it happened", view: without });
  }
  if (upto !== null) {
    const label = `Frozen at #${upto.toLocaleString("en-US")}`;
    chips.push({ field: "upto", label, view: changeFilter(view, { upto: null }) });
  }
  return chips;
}

/** Has no effect on a term that is already there; takes it out of the opposite list. */
export function addTerm(
  view: View,
  field: FieldName,
  term: string,
  list: ListName = "include",
): View {
  const cleared = removeTerm(view, field, term);
  const terms = cleared.filter.terms[field] ?? { include: [], exclude: [] };
  return withTerms(view, field, { ...terms, [list]: [...terms[list], term] });
}

export function removeTerm(view: View, field: FieldName, term: string): View {
  const terms = view.filter.terms[field] ?? { include: [], exclude: [] };
  return withTerms(view, field, {
    include: terms.include.filter((one) => one !== term),
    exclude: terms.exclude.filter((one) => one !== term),
  });
}

/** Everything in the range that is shown. */
export function clearFilters(view: View): View {
  return changeFilter(view, { ...everything, range: view.filter.range });
}

/** The browser tab: what is in it, from the address alone. */
export function titleOf(view: View, names: TermNames = noNames): string {
  const { terms, range } = view.filter;
  const parts = [
    terms.verb?.include.map(formatVerbs),
    terms.entity?.include.map(fields.entity.describe),
    terms.client?.include.map((term) => nameTerm("client", term, names)),
    [describeRange(range)],
  ].flatMap((words) => (words && words.length > 0 ? [words.join(", ")] : []));
  return `${parts.join(" · ")} – Audit`;
}

export function describeRange(range: Range): string {
  if (range.kind === "relative") return range.token;
  if (range.from === null) return `until ${range.to}`;
  if (range.to === null) return `from ${range.from}`;
  return `${range.from} to ${range.to}`;
}

function listTermChips(view: View, field: FieldName, names: TermNames): Chip[] {
  const terms = view.filter.terms[field];
  if (!terms) return [];
  const chipOf = (list: ListName, word: string): Chip[] => {
    if (terms[list].length === 0) return [];
    const said = terms[list].map((term) => nameTerm(field, term, names)).join(", ");
    const rest = withTerms(view, field, { ...terms, [list]: [] });
    return [{ field, label: `${fields[field].label} ${word} ${said}`, view: rest }];
  };
  const chips = [...chipOf("include", "is"), ...chipOf("exclude", "is not")];
  return isReadsHidden(field, terms)
    ? chips.map((chip) => ({ ...chip, label: "Reads hidden" }))
    : chips;
}

function isReadsHidden(field: FieldName, { include, exclude }: Terms): boolean {
  return field === "verb" && include.length === 0 && exclude.join() === "view";
}

function withTerms(view: View, field: FieldName, changed: Terms): View {
  const { [field]: _, ...others } = view.filter.terms;
  const isEmpty = changed.include.length + changed.exclude.length === 0;
  return changeFilter(view, {
    terms: isEmpty ? others : { ...view.filter.terms, [field]: changed },
  });
}

function nameTerm(field: FieldName, term: string, names: TermNames): string {
  const isNamed = field === "client" || field === "actor";
  return (isNamed ? names.get(term) : undefined) ?? fields[field].describe(term);
}

function formatVerbs(verb: string): string {
  if (verb === "permission") return "Permission changes";
  if (!isVerb(verb) || verb === "other") return "Other actions";
  return `${fields.verb.describe(verb)}s`;
}
