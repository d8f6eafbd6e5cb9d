import { createEntryLinks } from "@/components/entries/entry-links";
import type { FilterName, FilterValues } from "@/components/entries/filter-fields";
import type { WayOut } from "@/components/entries/no-results";
import type { LoadedLog } from "@/lib/entries/loaders";
import { changeFilter, formatView, pageSizes, type View } from "@/lib/entries/view";

const presetTokens = [
  ["24 h", "24h"],
  ["7 d", "7d"],
  ["30 d", "30d"],
  ["90 d", "90d"],
  ["All", "all"],
] as const;

/** Every address of the list, as its view says. */
export function createLogLinks(path: string, view: View) {
  const href = (next: View) => {
    const query = formatView(next);
    return query === "" ? path : `${path}?${query}`;
  };
  return {
    href,
    links: createEntryLinks(path, view),
    before: (position: number) =>
      href({ ...view, before: position, after: null, e: null }),
    after: (position: number) =>
      href({ ...view, before: null, after: position, e: null }),
    presets: presetTokens.map(([label, token]) => ({
      label,
      href: href(changeFilter(view, { range: { kind: "relative", token } })),
      isCurrent: isCurrentRange(view, token),
    })),
    sizes: pageSizes.map((size) => ({
      size,
      href: href({ ...view, n: size, before: null, after: null, e: null }),
      isCurrent: size === view.n,
    })),
  };
}

export function listFilterValues(view: View): FilterValues {
  const pairs = new URLSearchParams(formatView(view));
  return Object.fromEntries(pairs) as Partial<Record<FilterName, string>>;
}

/** For an empty result: what to leave out, and how many entries that gives. */
export function listWaysOut(log: LoadedLog, href: (view: View) => string): WayOut[] {
  const all = changeFilter(log.view, { range: { kind: "relative", token: "all" } });
  return [
    ...log.relief
      .filter(({ total }) => total > 0)
      .map(({ chip, total }) => ({
        label: `“${chip.label}”`,
        count: total,
        action: "Remove",
        href: href(chip.view),
      })),
    { label: "a time range", count: null, action: "Search all time", href: href(all) },
  ];
}

function isCurrentRange({ filter: { range } }: View, token: string): boolean {
  return range.kind === "relative" && range.token === token;
}
