import type { Filter } from "@/lib/entries/filter";
import type { Problem } from "@/lib/entries/parameters";
import { defaultView, formatView, parseView } from "@/lib/entries/view";

/** What an export is of: a filter, and its canonical text, or everything. */
export type ExportQuery = { filter: Filter; text: string | null };

export const wholeLog: ExportQuery = {
  filter: { ...defaultView.filter, range: { kind: "relative", token: "all" } },
  text: null,
};

/** Reads a page's URL query; the place in a list and what is open mean nothing here. */
export function parseExportQuery(
  query: string,
): { ok: true; value: ExportQuery } | { ok: false; problems: Problem[] } {
  const { view, ignored } = parseView(new URLSearchParams(query.replace(/^\?/, "")));
  if (ignored.length > 0) return { ok: false, problems: ignored };
  const text = formatView({ ...defaultView, filter: view.filter });
  return { ok: true, value: { filter: view.filter, text } };
}

/** What was asked for once; it was understood then. */
export function requireQuery(query: string): ExportQuery {
  const parsed = parseExportQuery(query);
  if (parsed.ok) return parsed.value;
  throw new Error("the query of the export is no longer understood");
}

/** Positions of a chain, half open. */
export type IndexRange = { fromIndex: number; toIndex: number };
