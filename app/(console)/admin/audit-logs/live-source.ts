import type { LiveSource } from "@/components/entries/live-provider";
import type { LoadedLog } from "@/lib/entries/loaders";
import { defaultView, formatView } from "@/lib/entries/view";

/** What the list's stream asks for; null where nothing new can come into this list. */
export function findLiveSource(log: LoadedLog, within: string | null): LiveSource | null {
  const { view, range, head } = log;
  const { filter, before, after } = view;
  const isFirstPage = before === null && after === null;
  const isOver = range.to !== null && Date.parse(range.to) <= Date.now();
  const isNewestFirst = view.order === "desc";
  if (
    !isNewestFirst ||
    !isFirstPage ||
    isOver ||
    filter.upto !== null ||
    filter.by !== "recorded"
  ) {
    return null;
  }
  const client = within === null ? {} : { client: { include: [within], exclude: [] } };
  const terms = { ...filter.terms, ...client };
  return { query: formatView({ ...defaultView, filter: { ...filter, terms } }), head };
}
