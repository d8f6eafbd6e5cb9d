import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { findClients } from "@/lib/clients/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { entryIdPattern } from "./entry-id";
import type { Entry } from "./model";
import { type EntryRow, parseEntry } from "./row";
import { type Bounds, orderEntries, pastCursor, whereFilter } from "./sql";
import type { Filter, ResolvedRange } from "./view";

export type Selection = { filter: Filter; range: ResolvedRange };

export type Page = {
  limit: number;
  order: "desc" | "asc";
  /** Exclusive position to go on from, in the direction of `order`. */
  cursor: number | null;
  offset: number;
};

export type PageResult = {
  entries: Entry[];
  total: number;
  hasMore: boolean;
};

export const entryColumns = sql`entries.id, entries.idx, entries.sidx, clients.slug as client,
  entries.verb, entries.fields,
  custody.format_instant(entries.recorded_at) as "recordedAt",
  encode(entries.prev_hash, 'hex') as "prevHash", encode(entries.hash, 'hex') as hash,
  encode(entries.org_prev_hash, 'hex') as "orgPrevHash",
  encode(entries.org_hash, 'hex') as "orgHash"`;

export const entrySource = sql`custody.entries
  left join custody.clients on clients.organization_id = entries.organization_id
    and clients.id = entries.client_id`;

/** One page and the exact total of what the filter selects, on one snapshot. */
export function listPage(
  scope: Scope,
  selection: Selection,
  page: Page,
): Promise<PageResult> {
  return readInScope(scope, async (tx) => {
    const bounds = await findBounds(tx, scope, selection);
    const where = await whereSelection(tx, scope, selection, bounds);
    const found = await selectPage(tx, scope, { selection, page, where });
    const entries = found.slice(0, page.limit).map(parseEntry);
    const isWhole = isWholeRange(scope, selection.filter);
    const total = isWhole
      ? Math.max(0, bounds.toIdx - bounds.fromIdx)
      : await countEntries(tx, where);
    return { entries, total, hasMore: found.length > page.limit };
  });
}

/** How many entries of the selection are newer than a position: the page's row numbers. */
export function countNewer(
  scope: Scope,
  selection: Selection,
  position: number,
): Promise<number> {
  return readInScope(scope, async (tx) => {
    const bounds = await findBounds(tx, scope, selection);
    if (isWholeRange(scope, selection.filter)) {
      return Math.max(0, bounds.toIdx - Math.max(position + 1, bounds.fromIdx));
    }
    const where = await whereSelection(tx, scope, selection, bounds);
    const cursor = { position, order: "asc" as const };
    const newer = pastCursor(selection.filter.by, positionColumn(scope), cursor);
    return countEntries(tx, and(where, newer));
  });
}

/** One entry by its public id, if the scope covers it. */
export async function findEntry(scope: Scope, id: string): Promise<Entry | null> {
  if (!entryIdPattern.test(id)) return null;
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<EntryRow>(sql`
      select ${entryColumns} from ${entrySource}
      where ${and(whereScope(scope), sql`entries.id = ${id}`)}`);
    return row ? parseEntry(row) : null;
  });
}

async function selectPage(
  tx: Tx,
  scope: Scope,
  {
    selection,
    page,
    where,
  }: { selection: Selection; page: Page; where: SQL | undefined },
): Promise<EntryRow[]> {
  const { by } = selection.filter;
  const { cursor: position, order, limit, offset } = page;
  const past =
    position === null
      ? undefined
      : pastCursor(by, positionColumn(scope), { position, order });
  return tx.execute<EntryRow>(sql`
    select ${entryColumns} from ${entrySource}
    where ${and(where, past)}
    order by ${orderEntries(by, order)}
    limit ${limit + 1} offset ${offset}`);
}

async function countEntries(tx: Tx, where: SQL | undefined): Promise<number> {
  const [row] = await tx.execute<{ count: string }>(sql`
    select count(*) as count from custody.entries where ${where}`);
  return Number(row?.count);
}

/** Time never falls with idx, so a date range is an index range found by two look-ups. */
async function findBounds(
  tx: Tx,
  scope: Scope,
  { filter, range }: Selection,
): Promise<Bounds> {
  const { organizationId } = scope;
  const isByIdx = filter.by === "recorded";
  const from = isByIdx ? range.from : null;
  const to = isByIdx ? range.to : null;
  const [row] = await tx.execute<{ fromIdx: string; toIdx: string }>(sql`
    select
      case when ${from}::timestamptz is null then min_idx
        else custody.find_idx(${organizationId}::uuid, ${from}::timestamptz)
      end as "fromIdx",
      case when ${to}::timestamptz is null then next_idx
        else custody.find_idx(${organizationId}::uuid, ${to}::timestamptz)
      end as "toIdx"
    from custody.organization_heads where organization_id = ${organizationId}::uuid`);
  const toIdx = Number(row?.toIdx ?? 0);
  const isByIdxToo = positionColumn(scope) === "idx" && filter.upto !== null;
  const frozenIdx = isByIdxToo ? Math.min(toIdx, (filter.upto ?? 0) + 1) : toIdx;
  return { fromIdx: Number(row?.fromIdx ?? 0), toIdx: frozenIdx };
}

async function whereSelection(
  tx: Tx,
  scope: Scope,
  { filter, range }: Selection,
  bounds: Bounds,
): Promise<SQL | undefined> {
  const named = filter.terms.client;
  const references = named ? [...named.include, ...named.exclude] : [];
  const rows = references.length > 0 ? await findClients(tx, references) : [];
  const clientIds = new Map(
    rows.flatMap((row) => [[row.slug, row.id] as const, [row.id, row.id] as const]),
  );
  const withoutFreeze = { ...filter, upto: null };
  return and(
    whereScope(scope),
    whereFrozen(scope, filter.upto),
    whereFilter(withoutFreeze, { ...range, ...bounds }, clientIds),
  );
}

/** A reader limited to one client freezes its own positions: idx would tell others' volume. */
function whereFrozen(scope: Scope, upto: number | null): SQL | undefined {
  return upto === null || positionColumn(scope) === "idx"
    ? undefined
    : sql`entries.sidx <= ${upto}`;
}

/** The data layer's own narrowing; row security repeats the first two in the database. */
function whereScope(scope: Scope): SQL | undefined {
  const { organizationId, clientId, own } = scope;
  return and(
    sql`entries.organization_id = ${organizationId}::uuid`,
    clientId === null ? undefined : sql`entries.client_id = ${clientId}::uuid`,
    own === null
      ? undefined
      : sql`(entries.actor_id = ${own.userId}
          or entries.client_id = any(${`{${own.clientIds.join(",")}}`}::uuid[]))`,
  );
}

/** Readers limited to one client page by its own positions and never learn idx. */
function positionColumn(scope: Scope): "idx" | "sidx" {
  return scope.clientId === null ? "idx" : "sidx";
}

/** What a page's cursor says of an entry. */
export function positionOf(scope: Scope, entry: Entry): number {
  return entry[positionColumn(scope)];
}

function isWholeRange(scope: Scope, filter: Filter): boolean {
  return (
    scope.clientId === null &&
    scope.own === null &&
    filter.q === null &&
    filter.by === "recorded" &&
    Object.keys(filter.terms).length === 0
  );
}
