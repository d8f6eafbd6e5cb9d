import { listChips } from "@/lib/entries/chips";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";

/** What an export's query asks, in words: the conditions, and the range of time. */
export function describeQuery(
  query: string,
  zone: string,
): { filter: string; range: string } {
  const { view } = parseView(new URLSearchParams(query));
  const conditions = listChips(view, undefined, zone)
    .filter(({ field }) => field !== "range" && field !== "upto")
    .map(({ label }) => label);
  return {
    filter: conditions.length === 0 ? "Everything" : conditions.join(", "),
    range: describeRangeWords(view.filter.range, zone),
  };
}
