import { redirect } from "next/navigation";
import { gateClientPage, gatePage } from "@/lib/access/auth";
import { type Ctx, isAllowed } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { findHead } from "@/lib/live/queries";
import type { OpeningFacts } from "@/lib/openings/model";
import { findOpeningFacts } from "@/lib/openings/queries";
import { type Reading, readSelection } from "@/lib/results/queries";
import { recordReading } from "@/lib/runtime/reading";
import { readInScope } from "@/lib/runtime/transaction";
import type { Facet } from "@/lib/segments/facet";
import { countSelection, findFacets, findTimeline } from "@/lib/segments/queries";
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
  findPage,
  type LogEnds,
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

/** One entry with what its details tell besides. */
export type OpenEntry = OpeningFacts & { entry: Entry; device: string | null };
export type Query = Record<string, string | string[] | undefined>;

export const logPath = "/admin/audit-logs";

/** The log's page for a query string, in the reader's zone; refused without `log:read`. */
export async function loadLog(query: Query, zone: string): Promise<LoadedLog> {
  const ctx = await gatePage("log:read");
  const { scope, principal } = ctx;
  const place = { scope, principal, path: logPath, zone };
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
  const { principal } = ctx;
  const log = await loadLogOf({ scope, principal, path, zone: zoneOf(client) }, query);
  return { client, log: await recordOpened(ctx, log) };
}

/** What was sent to a vendor and answered is sensitive: that it was opened is an entry. */
export async function recordOpened<Loaded extends Openable>(
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

type Reader = Pick<Ctx, "scope" | "principal">;
type Place = Reader & { path: string; zone: string };

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
  const [{ page, facets, timeline }, ends, open, clients] = await Promise.all([
    readSelection(scope, selection, async (reading) => ({
      page: await loadPage(reading, view),
      facets: await findFacets(reading, view.filter, fields, facetValuesMax),
      timeline: await findTimeline(reading, view.filter),
    })),
    findLogEnds(scope),
    view.e === null ? null : openEntry(place, view.e),
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

async function openEntry(reader: Reader, id: string): Promise<OpenEntry | null> {
  const entry = await findEntry(reader.scope, id);
  return entry && describeOpened(reader, entry);
}

export async function describeOpened(
  { scope, principal }: Reader,
  entry: Entry,
): Promise<OpenEntry> {
  const facts = await findOpeningFacts(scope, entry);
  const mayPin = isAllowed(principal, "cases:write");
  return { entry, device: describeDevice(entry.context.user_agent), mayPin, ...facts };
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

async function loadPage(reading: Reading, view: View) {
  const { scope } = reading;
  const { filter, n } = view;
  const { order, cursor, isBackwards } = planPage(view);
  const page = { limit: n, order, cursor, offset: 0 };
  const result = await findPage(reading, filter, page);
  const entries = isBackwards ? result.entries.reverse() : result.entries;
  const isNewestFirst = view.order === "desc";
  const newest = isNewestFirst ? entries[0] : entries.at(-1);
  const oldest = isNewestFirst ? entries.at(-1) : entries[0];
  const isAtNewest = isNewestFirst && view.before === null && view.after === null;
  const newerCount =
    newest && !isAtNewest
      ? await countNewer(reading, filter, positionOf(scope, newest))
      : 0;
  const olderCount = result.total - newerCount - entries.length;
  const skipped = isNewestFirst ? newerCount : olderCount;
  return {
    entries,
    total: result.total,
    firstRow: entries.length > 0 ? skipped + 1 : null,
    newerCursor: newest && newerCount > 0 ? positionOf(scope, newest) : null,
    olderCursor: oldest && olderCount > 0 ? positionOf(scope, oldest) : null,
  };
}

/** A page that ends at its cursor is read from there backwards, and turned around. */
function planPage({ order, before, after }: View) {
  const [ahead, behind] = order === "desc" ? [before, after] : [after, before];
  const isBackwards = behind !== null;
  const other = order === "desc" ? ("asc" as const) : ("desc" as const);
  return {
    order: isBackwards ? other : order,
    cursor: isBackwards ? behind : ahead,
    isBackwards,
  };
}

export type LoadedEntry = { open: OpenEntry | null; clients: ClientRow[] };
type Openable = { open: { entry: Entry } | null; clients: ClientRow[] };

/** One entry's permanent page. */
export async function loadEntry(id: string): Promise<LoadedEntry> {
  const ctx = await gatePage("log:read");
  const { scope } = ctx;
  const [open, clients] = await Promise.all([
    openEntry(ctx, id),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  return recordOpened(ctx, { open, clients });
}
