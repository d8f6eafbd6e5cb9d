import { gateClientPage, gatePage } from "@/lib/access/auth";
import type { Ctx, Scope } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { recordReading } from "@/lib/runtime/reading";
import { readInScope } from "@/lib/runtime/transaction";
import { type Chip, listChips } from "./chips";
import { fieldNames } from "./fields";
import { describeDevice } from "./formats/device";
import type { Entry } from "./model";
import type { Problem } from "./parameters";
import { countNewer, findEntry, listPage, type PageResult, positionOf } from "./queries";
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
  /** Where the neighbouring pages begin; null when there is none. */
  newerCursor: number | null;
  olderCursor: number | null;
  open: OpenEntry | null;
  clients: ClientRow[];
  /** For an empty result: each condition, and how many entries there are without it. */
  relief: { chip: Chip; total: number }[];
};

export type OpenEntry = { entry: Entry; device: string | null };
export type Query = Record<string, string | string[] | undefined>;

/** The log's page for a query string, in the reader's zone; refused without `log:read`. */
export async function loadLog(query: Query, zone: string): Promise<LoadedLog> {
  const ctx = await gatePage("log:read");
  return recordOpened(ctx, await loadLogOf(ctx.scope, query, zone));
}

export type LoadedClientLog = { client: ClientRow; log: LoadedLog };

/** One client's log: nothing of another is read. That it was looked at is an entry. */
export async function loadClientLog(
  slug: string,
  query: Query,
  zoneOf: (client: ClientRow) => string,
): Promise<LoadedClientLog> {
  const { ctx, client, scope } = await gateClientPage("log:read", slug);
  const target = { type: "client", id: client.id, name: client.name };
  await recordReading(ctx, { action: "client.audit_viewed", target }, client.id);
  const log = await loadLogOf(scope, query, zoneOf(client));
  return { client, log: await recordOpened(ctx, log) };
}

/** What was sent to a vendor and answered is sensitive: that it was opened is an entry. */
async function recordOpened<Loaded extends LoadedEntry>(
  ctx: Ctx,
  loaded: Loaded,
): Promise<Loaded> {
  const entry = loaded.open?.entry;
  if (!entry || (entry.request === null && entry.response === null)) return loaded;
  const owner = loaded.clients.find(({ slug }) => slug === entry.client);
  const target = { type: "entry", id: entry.id, name: null };
  await recordReading(ctx, { action: "entry.request_viewed", target }, owner?.id ?? null);
  return loaded;
}

async function loadLogOf(scope: Scope, query: Query, zone: string): Promise<LoadedLog> {
  const fixed = scope.clientId === null ? [] : ["client"];
  const { view, ignored } = parseView(toParameters(query), fixed);
  const range = resolveRange(view.filter, new Date(), zone);
  const [page, open, clients] = await Promise.all([
    loadPage(scope, view, range),
    view.e === null ? null : openEntry(scope, view.e),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  const relief = page.total === 0 ? await loadRelief(scope, view, zone) : [];
  return { view, ignored, range, open, clients, relief, ...page };
}

/** Boxes ticked in a form without scripts arrive as one parameter each: they mean OR. */
function toParameters(query: Query): URLSearchParams {
  const lists = new Set<string>(fieldNames);
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value ?? ""];
    const given = values.filter((one) => one !== "");
    if (lists.has(name) && given.length > 1) return [[name, given.join(",")]];
    return values.map((one) => [name, one]);
  });
  return new URLSearchParams(pairs);
}

async function openEntry(scope: Scope, id: string): Promise<OpenEntry | null> {
  const entry = await findEntry(scope, id);
  return entry && { entry, device: describeDevice(entry.context.user_agent) };
}

async function loadRelief(scope: Scope, view: View, zone: string) {
  const page = { limit: 1, order: "desc" as const, cursor: null, offset: 0 };
  return Promise.all(
    listChips(view).map(async (chip) => {
      const { filter } = chip.view;
      const range = resolveRange(filter, new Date(), zone);
      const { total } = await listPage(scope, { filter, range }, page);
      return { chip, total };
    }),
  );
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
  const place = describePlace(result, entries, newer);
  const [first] = entries;
  const last = entries.at(-1);
  return {
    entries,
    total: result.total,
    firstRow: place.firstRow,
    newerCursor: place.hasNewer && first ? positionOf(scope, first) : null,
    olderCursor: place.hasOlder && last ? positionOf(scope, last) : null,
  };
}

async function countBefore(
  scope: Scope,
  selection: Parameters<typeof countNewer>[1],
  { view, entries }: { view: View; entries: Entry[] },
): Promise<number> {
  const [first] = entries;
  const isFirstPage = view.before === null && view.after === null;
  return first && !isFirstPage
    ? countNewer(scope, selection, positionOf(scope, first))
    : 0;
}

function describePlace({ total }: PageResult, entries: Entry[], newer: number) {
  return {
    firstRow: entries.length > 0 ? newer + 1 : null,
    hasNewer: newer > 0,
    hasOlder: newer + entries.length < total,
  };
}

export type LoadedEntry = { open: OpenEntry | null; clients: ClientRow[] };

/** One entry's permanent page. */
export async function loadEntry(id: string): Promise<LoadedEntry> {
  const ctx = await gatePage("log:read");
  const { scope } = ctx;
  const [open, clients] = await Promise.all([
    openEntry(scope, id),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  return recordOpened(ctx, { open, clients });
}
