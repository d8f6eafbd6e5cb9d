import type { WayOut } from "@/components/entries/no-results";
import { addTerm } from "@/lib/entries/chips";
import type { LoadedLog } from "@/lib/entries/loaders";
import { describeRangeWords } from "@/lib/entries/range-words";
import {
  changeFilter,
  formatView,
  orders,
  pageSizes,
  type View,
} from "@/lib/entries/view";

/** Every address of the list, as its view says. */
export function createLogLinks(path: string, view: View) {
  const href = (next: View) => {
    const query = formatView(next);
    return query === "" ? path : `${path}?${query}`;
  };
  return {
    href,
    before: (position: number) =>
      href({ ...view, before: position, after: null, e: null }),
    after: (position: number) =>
      href({ ...view, before: null, after: position, e: null }),
    orders: orders.map((order) => ({
      label: order === "desc" ? "Newest first" : "Oldest first",
      href: href({ ...view, order, before: null, after: null, e: null }),
      isCurrent: order === view.order,
    })),
    sizes: pageSizes.map((size) => ({
      size,
      href: href({ ...view, n: size, before: null, after: null, e: null }),
      isCurrent: size === view.n,
    })),
  };
}

/** The view's parameters for a form: without the page of it and what is open. */
export function listPairs(view: View): [name: string, value: string][] {
  const shown = { ...view, before: null, after: null, e: null };
  return [...new URLSearchParams(formatView(shown))];
}

/** One press hides what people only looked at; null where the filter says more already. */
export function findReadsLink(
  { view, facets }: LoadedLog,
  href: (view: View) => string,
): { count: number; href: string } | null {
  const verbs = facets.find(({ field }) => field === "verb")?.values ?? [];
  const count = verbs.find(({ value }) => value === "view")?.count ?? 0;
  if (count === 0 || view.filter.terms.verb !== undefined) return null;
  return { count, href: href(addTerm(view, "verb", "view", "exclude")) };
}

/** For an empty result: what to leave out, and how many entries that gives. */
export function listWaysOut(log: LoadedLog, href: (view: View) => string): WayOut[] {
  const { relief, wider, view } = log;
  return [
    ...relief.map(({ chip, total }) => ({
      label: `“${chip.label}”`,
      count: total,
      action: "Remove",
      href: href(chip.view),
    })),
    ...wider.map(({ range, total }) => ({
      label: "this time range",
      count: total,
      action: `Use ${describeRangeWords(range, "UTC").toLowerCase()}`,
      href: href(changeFilter(view, { range })),
    })),
  ].filter(({ count }) => count > 0);
}
