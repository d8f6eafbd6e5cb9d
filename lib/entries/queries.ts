import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { countRest, listPlaces } from "@/lib/pages/queries";
import {
  countResult,
  findResult,
  type Reading,
  readSelection,
} from "@/lib/results/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { positionColumn, type Selection, whereScope } from "@/lib/selections/queries";
import { entryIdPattern } from "./entry-id";
import type { Filter } from "./filter";
import type { Entry } from "./model";
import { type EntryRow, parseEntry } from "./row";

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

/** What was erased, record by record; one look at the entry key where nothing was. */
export const erasedColumn = sql`case when entries.entry_key is null then (
  select json_agg(json_build_object('slots', told.slots, 'at', told.at,
    'record_id', told.record_id, 'basis', told.basis, 'by', told.by) order by told.at)
  from (
    select json_agg(f.slot order by f.slot) as slots,
      custody.format_instant(min(f.erased_at)) as at, r.id as record_id,
      coalesce(r.fields[8]::json #>> '{metadata,basis}', '') as basis,
      (select coalesce(json_agg(u.name), '[]'::json) from custody.erasures a
        join custody.users u on u.id in (a.requested_by, a.approved_by)
        where a.organization_id = f.organization_id and a.id = f.erasure_id) as by
    from custody.erased_fields f
    left join custody.entries r
      on r.organization_id = f.organization_id and r.idx = f.record_idx
    where f.organization_id = entries.organization_id and f.idx = entries.idx
    group by f.organization_id, f.erasure_id, r.id, r.fields) told) end`;

export const entryColumns = sql`entries.id, entries.idx, entries.sidx, clients.slug as client,
  entries.verb, entries.fields,
  custody.format_instant(entries.recorded_at) as "recordedAt",
  encode(entries.prev_hash, 'hex') as "prevHash", encode(entries.hash, 'hex') as hash,
  encode(entries.org_prev_hash, 'hex') as "orgPrevHash",
  encode(entries.org_hash, 'hex') as "orgHash", ${erasedColumn} as erased`;

export const entrySource = sql`custody.entries
  left join custody.clients on clients.organization_id = entries.organization_id
    and clients.id = entries.client_id`;

/** One page and the exact total of what the filter selects, on one snapshot. */
export function listPage(
  scope: Scope,
  selection: Selection,
  page: Page,
): Promise<PageResult> {
  return readSelection(scope, selection, (reading) =>
    findPage(reading, selection.filter, page),
  );
}

/** The same of a reading that others share. */
export async function findPage(
  reading: Reading,
  filter: Filter,
  { limit, order, offset, cursor: position }: Page,
): Promise<PageResult> {
  const result = await findResult(reading, filter);
  const wanted = { limit: offset + limit + 1, order, position };
  const places = await listPlaces(reading, filter, result, wanted);
  const total = await countResult(reading, filter, result);
  const shown = places.slice(offset, offset + limit);
  const entries = await readEntries(reading.tx, reading.scope, shown);
  return { entries, total, hasMore: places.length > offset + limit };
}

/** The next entries of a selection, oldest first; `position` is that of the one before. */
export function listOldest(
  scope: Scope,
  selection: Selection,
  { position, limit }: { position: number | null; limit: number },
): Promise<Entry[]> {
  const { filter } = selection;
  return readSelection(scope, selection, async (reading) => {
    const result = await findResult(reading, filter);
    const wanted = { limit, order: "asc", position } as const;
    const places = await listPlaces(reading, filter, result, wanted);
    return readEntries(reading.tx, scope, places);
  });
}

/** How many entries of the selection are newer than a position: the page's row numbers. */
export async function countNewer(
  reading: Reading,
  filter: Filter,
  position: number,
): Promise<number> {
  const result = await findResult(reading, filter);
  return countRest(reading, filter, result, { position, order: "asc" });
}

export type LogEnds = {
  /** The newest position there is now: what freezes a view. */
  head: number;
  /** When the oldest entry kept was recorded; null while there is none. */
  beganAt: string | null;
};

/** Where the reader's log begins and ends, in the positions its pages go by. */
export function findLogEnds(scope: Scope): Promise<LogEnds> {
  return readInScope(scope, async (tx) => {
    const next =
      scope.clientId === null
        ? sql`(select next_idx from custody.organization_heads
            where organization_id = ${scope.organizationId}::uuid)`
        : sql`(select next_sidx from custody.stream_heads
            where organization_id = ${scope.organizationId}::uuid
              and client_id = ${scope.clientId}::uuid)`;
    const [row] = await tx.execute<{ next: string | null; beganAt: string | null }>(sql`
      select ${next} as next, custody.format_instant((
        select entries.recorded_at from custody.entries
        where ${whereStream(scope)} limit 1)) as "beganAt"`);
    const head = Math.max(0, Number(row?.next ?? 0) - 1);
    return { head, beganAt: row?.beganAt ?? null };
  });
}

/** In the order of an index, so that the first entry of a stream is no search. */
function whereStream({ organizationId, clientId }: Scope): SQL {
  const ofOrganization = sql`entries.organization_id = ${organizationId}::uuid`;
  if (clientId === null) return sql`${ofOrganization} order by entries.idx`;
  return sql`${ofOrganization} and entries.client_slot = (
      select client_slot from custody.stream_heads
      where organization_id = ${organizationId}::uuid and client_id = ${clientId}::uuid)
    order by entries.sidx`;
}

/** One entry by its public id, if the scope covers it. */
export async function findEntry(scope: Scope, id: string): Promise<Entry | null> {
  return readInScope(scope, (tx) => findEntryWithin(tx, scope, id));
}

export async function findEntryWithin(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Entry | null> {
  if (!entryIdPattern.test(id)) return null;
  const [row] = await tx.execute<EntryRow>(sql`
    select ${entryColumns} from ${entrySource}
    where ${and(whereScope(scope), sql`entries.id = ${id}`)}`);
  return row ? parseEntry(row) : null;
}

/** Under row security once more: whatever an index says, nobody reads another's entry. */
export async function readEntries(
  tx: Tx,
  scope: Scope,
  places: number[],
): Promise<Entry[]> {
  if (places.length === 0) return [];
  const rows = await tx.execute<EntryRow>(sql`
    select ${entryColumns} from ${entrySource}
    where ${and(whereScope(scope), sql`entries.idx = any(${`{${places.join(",")}}`}::bigint[])`)}`);
  const byPlace = new Map(rows.map((row) => [Number(row.idx), row]));
  return places.flatMap((place) => {
    const row = byPlace.get(place);
    return row ? [parseEntry(row)] : [];
  });
}

/** What a page's cursor says of an entry. */
export function positionOf(scope: Scope, entry: Entry): number {
  return entry[positionColumn(scope)];
}
