import { fieldNames } from "@/lib/entries/field-names";
import { everything, type Filter } from "@/lib/entries/filter";
import { formatQuery, parseQuery } from "@/lib/entries/query-language";
import { formatTerms } from "@/lib/entries/terms";
import { defaultView, formatView, parseView } from "@/lib/entries/view";
import { failure, type Result, success } from "@/lib/kit/result";

/** Fields of the address that say when, or which page: a rule looks at what arrives. */
const without = [
  "range",
  "from",
  "to",
  "by",
  "upto",
  "before",
  "after",
  "n",
  "order",
  "e",
  "v",
];

/** The filter of a rule in the form of the log's address, without a time. */
export function parseRuleQuery(
  query: string,
): Result<{ filter: Filter; query: string }, string[]> {
  const { view, ignored } = parseView(new URLSearchParams(query), without);
  if (ignored.length > 0) {
    return failure(ignored.map(({ name, value, why }) => `${name}=${value} ${why}`));
  }
  const { q, terms } = view.filter;
  return success({
    filter: { ...everything, q, terms },
    query: formatView({ ...defaultView, filter: { ...defaultView.filter, q, terms } }),
  });
}

/** The filter of a rule that was checked when it was saved. */
export function readRuleFilter(query: string): Filter {
  const parsed = parseRuleQuery(query);
  if (!parsed.ok) throw new Error("the filter of a rule is no longer understood");
  return parsed.value.filter;
}

/** What the query box says, as an address. Words about time are kept, to be refused by name. */
export function addressOfText(text: string): string {
  const { q, terms, frame } = parseQuery(text);
  const params = new URLSearchParams();
  if (q !== null) params.set("q", q);
  for (const name of fieldNames) {
    const found = terms[name];
    if (found) params.set(name, formatTerms(found));
  }
  for (const [name, value] of Object.entries(frame)) params.set(name, value);
  return params.toString();
}

/** The address as the query box says it. */
export function textOfAddress(query: string): string {
  const { q, terms } = parseView(new URLSearchParams(query)).view.filter;
  return formatQuery({ q, terms, frame: {} });
}

/** The conditions of a list that a rule can have: all but when, and which page. */
export function ruleQueryOf(query: string): string {
  const { q, terms } = parseView(new URLSearchParams(query)).view.filter;
  return formatView({ ...defaultView, filter: { ...defaultView.filter, q, terms } });
}

export function isNarrow(query: string): boolean {
  return query !== "";
}
