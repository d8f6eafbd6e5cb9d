import { everything, type Filter } from "@/lib/entries/filter";
import { formatFilter, parseFilter } from "@/lib/entries/filter-codec";
import {
  formatParameters,
  type Problem,
  parsePosition,
  readParameters,
} from "@/lib/entries/parameters";
import { readActorTerm } from "@/lib/entries/predicate";
import type { PortalChoices } from "./choices";

/** What the address of a portal says: few filters, and a place in the list. */
export type PortalView = {
  filter: Filter;
  before: number | null;
  after: number | null;
};

export const portalPageSize = 50;
const defaultRange = "30d";
const names = new Set(["q", "range", "from", "to", "verb", "actor", "before", "after"]);

export const portalRanges: { value: string; label: string }[] = [
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: defaultRange, label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
  { value: "this-month", label: "This month" },
  { value: "last-month", label: "Last month" },
  { value: "last-quarter", label: "Last quarter" },
  { value: "all", label: "All time" },
];

export const defaultPortalView: PortalView = {
  filter: { ...everything, range: { kind: "relative", token: defaultRange } },
  before: null,
  after: null,
};

/** Everything else that an address may say elsewhere is unknown here, and named. */
export function parsePortalView(
  params: URLSearchParams,
  choices: PortalChoices,
): { view: PortalView; ignored: Problem[] } {
  const reader = readParameters(params, (name) => (names.has(name) ? name : null));
  const position = "is not a place in the list";
  const filter = parseFilter(reader, defaultRange);
  const before = reader.read("before", parsePosition, position);
  const after = reader.read("after", parsePosition, position);
  const { actor } = filter.terms;
  const terms = [...(actor?.include ?? []), ...(actor?.exclude ?? [])];
  if (actor && !terms.every((term) => mayAskFor(term, choices))) {
    reader.refuse({ name: "actor", value: terms.join(",") }, "cannot be asked for here");
    delete filter.terms.actor;
  }
  return {
    view: { filter, before, after: before === null ? after : null },
    ignored: reader.problems,
  };
}

/** What is not shown cannot be asked for either: an answer would tell it. */
function mayAskFor(term: string, { staffNames }: PortalChoices): boolean {
  const asked = readActorTerm(term);
  if (asked.kind === "type") return true;
  return asked.kind === "person" && staffNames !== "role" && !term.includes("@");
}

export function formatPortalView({ filter, before, after }: PortalView): string {
  const pairs = formatFilter(filter, defaultRange);
  if (before !== null) pairs.push(["before", String(before)]);
  if (after !== null) pairs.push(["after", String(after)]);
  return formatParameters(pairs);
}

/** Of a category that is hidden there is nothing to find, count or page through. */
export function hideCategories(filter: Filter, choices: PortalChoices): Filter {
  const { hiddenCategories } = choices;
  if (hiddenCategories.length === 0) return filter;
  const category = { include: [], exclude: hiddenCategories };
  return { ...filter, terms: { ...filter.terms, category } };
}
