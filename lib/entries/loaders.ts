import { gatePage } from "@/lib/access/auth";
import type { Scope } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { readInScope } from "@/lib/runtime/transaction";
import type { Entry } from "./model";
import type { Problem } from "./parameters";
import { countNewer, findEntry, listPage, type PageResult } from "./queries";
import { type ResolvedRange, resolveRange } from "./range";
import { parseView, type View } from "./view";

export type LoadedLog = {
  view: View;
  ignored: Problem[];
  range: ResolvedRange;
  entries: Entry[];
  total: number;
  /** Place of the first row in the whole result, from one; null when nothing is shown. */
  firstRow: number | null;
  hasNewer: boolean;
  hasOlder: boolean;
  open: Entry | null;
  clients: ClientRow[];
};

/** The log's page for a query string, in the reader's zone; refused without `log:read`. */
export async function loadLog(params: URLSearchParams, zone: string): Promise<LoadedLog> {
  const { scope } = await gatePage("log:read");
  const { view, ignored } = parseView(params);
  const range = resolveRange(view.filter, new Date(), zone);
  const [page, open, clients] = await Promise.all([
    loadPage(scope, view, range),
    view.e === null ? null : findEntry(scope, view.e),
    readInScope(scope, listClients),
  ]);
  return { view, ignored, range, open, clients, ...page };
}

async function loadPage(scope: Scope, view: View, range: ResolvedRange) {
  const { filter, before, after, n } = view;
  const selection = { filter, range };
  const isBackwards = after !== null;
  const result = await listPage(scope, selection, {
    limit: n,
    order: isBackwards ? "asc" : "desc",
    cursor: after ?? before,
    offset: 0,
  });
  const entries = isBackwards ? result.entries.reverse() : result.entries;
  const newer = await countBefore(scope, selection, { view, entries });
  return { entries, total: result.total, ...describePlace(result, entries, newer) };
}

async function countBefore(
  scope: Scope,
  selection: Parameters<typeof countNewer>[1],
  { view, entries }: { view: View; entries: Entry[] },
): Promise<number> {
  const [first] = entries;
  const isFirstPage = view.before === null && view.after === null;
  return first && !isFirstPage ? countNewer(scope, selection, first.idx) : 0;
}

function describePlace({ total }: PageResult, entries: Entry[], newer: number) {
  return {
    firstRow: entries.length > 0 ? newer + 1 : null,
    hasNewer: newer > 0,
    hasOlder: newer + entries.length < total,
  };
}

export type LoadedEntry = { entry: Entry | null; clients: ClientRow[] };

/** One entry's permanent page. */
export async function loadEntry(id: string): Promise<LoadedEntry> {
  const { scope } = await gatePage("log:read");
  const [entry, clients] = await Promise.all([
    findEntry(scope, id),
    readInScope(scope, listClients),
  ]);
  return { entry, clients };
}
