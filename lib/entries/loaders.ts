import { redirect } from "next/navigation";
import { gateClientPage, gatePage } from "@/lib/access/auth";
import type { Ctx, Scope } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { findHead } from "@/lib/live/queries";
import { recordReading } from "@/lib/runtime/reading";
import { readInScope } from "@/lib/runtime/transaction";
import type { Facet } from "@/lib/segments/facet";
import { countSelection, listFacets, listTimeline } from "@/lib/segments/queries";
import type { Timeline } from "@/lib/segments/timeline";
import type { Selection } from "@/lib/selections/queries";
import { type Chip, listChips } from "./chips";
import { type FieldName, fieldNames } from "./fields";
import { readFormAddress } from "./form-address";
import { describeDevice } from "./formats/device";
import type { Entry } from "./model";
import type { Problem } from "./parameters";
import {
  countNewer,
  findEntry,
  findLogEnds,
  type LogEnds,
  listPage,
  type PageResult,
  positionOf,
} from "./queries";
import { type Range, type ResolvedRange, resolveRange } from "./range";
import { changeFilter, parseView, type View } from "./view";

/** What the column of filters counts, in the order it is shown. */
const facetFields: FieldName[] = [
  "outcome",
  "verb",
  "entity",
  "actor",
  "client",
  "source",
];
const facetValuesMax = 7;

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
  facets: Facet[];
  timeline: Timeline;
  ends: LogEnds;
  /** For an empty result: each condition, and how many entries there are without it. */
  relief: { chip: Chip; total: number }[];
  /** The same for wider ranges. */
  wider: { range: Range; total: number }[];
  /** The newest place of the log before the page was read: what follows it is new. */
  head: number;
};

export type OpenEntry = { entry: Entry; device: string | null };
export type Query = Record<string, string | string[] | undefined>;

export const logPath = "/admin/audit-logs";

/** The log's page for a query string, in the reader's zone; refused without `log:read`. */
export async function loadLog(query: Query, zone: string): Promise<LoadedLog> {
  const ctx = await gatePage("log:read");
  const place = { scope: ctx.scope, path: logPath, zone };
  return recordOpened(ctx, await loadLogOf(place, query));
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
  const path = `/clients/${client.slug}/audit`;
  const log = await loadLogOf({ scope, path, zone: zoneOf(client) }, query);
  return { client, log: await recordOpened(ctx, log) };
}

/** What was sent to a vendor and answered is sensitive: that it was opened is an entry. */
export async function recordOpened<Loaded extends LoadedEntry>(
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

type Place = { scope: Scope; path: string; zone: string };

async function loadLogOf(place: Place, query: Query): Promise<LoadedLog> {
  const { scope, path, zone } = place;
  const now = new Date();
  const params = toParameters(query);
  const address = readFormAddress(params, { now, zone });
  if (address !== null) redirect(address === "" ? path : `${path}?${address}`);
  const fixed = scope.clientId === null ? [] : ["client"];
  const { view, ignored } = parseView(params, fixed);
  const range = resolveRange(view.filter, now, zone);
  const selection = { filter: view.filter, range };
  const fields = facetFields.filter((field) => !fixed.includes(field));
  const head = await findHead(scope.organizationId);
  const [page, facets, timeline, ends, open, clients] = await Promise.all([
    loadPage(scope, view, range),
    listFacets(scope, selection, fields, facetValuesMax),
    listTimeline(scope, selection),
    findLogEnds(scope),
    view.e === null ? null : openEntry(scope, view.e),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  const isEmpty = page.total === 0;
  const relief = isEmpty ? await loadRelief(place, view) : [];
  const wider = isEmpty ? await loadWider(place, view) : [];
  const around = { head, facets, timeline, ends, open, clients, relief, wider };
  return { view, ignored, range, ...around, ...page };
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

async function loadRelief({ scope, zone }: Place, view: View) {
  return Promise.all(
    listChips(view).map(async (chip) => {
      const selection = select(chip.view, zone);
      return { chip, total: await countSelection(scope, selection) };
    }),
  );
}

const widerRanges: Range[] = ["90d", "all"].map((token) => ({ kind: "relative", token }));

async function loadWider({ scope, zone }: Place, view: View) {
  return Promise.all(
    widerRanges.map(async (range) => {
      const selection = select(changeFilter(view, { range }), zone);
      return { range, total: await countSelection(scope, selection) };
    }),
  );
}

function select({ filter }: View, zone: string): Selection {
  return { filter, range: resolveRange(filter, new Date(), zone) };
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
