import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import {
  findBounds,
  findClientIds,
  positionColumn,
  type Selection,
  whereScope,
  whereSelection,
} from "@/lib/selections/queries";
import { entryIdPattern } from "./entry-id";
import type { Entry } from "./model";
import { type EntryRow, parseEntry } from "./row";
import { orderEntries, pastCursor } from "./sql";
import type { Filter } from "./view";

export type { Selection } from "@/lib/selections/queries";

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
    const clientIds = await findClientIds(tx, selection.filter);
    const where = whereSelection(scope, selection, bounds, clientIds);
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
    const clientIds = await findClientIds(tx, selection.filter);
    const where = whereSelection(scope, selection, bounds, clientIds);
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
