import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { Chain, SealedChain } from "@/lib/bundles/model";
import { entryIdPattern } from "@/lib/entries/entry-id";
import { type KeptParts, openKept, readTexts } from "@/lib/erased/kept";
import { keptColumn } from "@/lib/erased/sql";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { parseHex } from "@/lib/proof/bytes";
import { discloseErased, type ErasedEntry } from "@/lib/proof/erased-entry";
import { readInScope } from "@/lib/runtime/transaction";
import {
  findBounds,
  findClientIds,
  type Selection,
  whereSelection,
} from "@/lib/selections/queries";
import { RecordList } from "./erasure-records";
import type { IndexRange } from "./model";

const rowsAtOnce = 1_000;

/** One entry as it is kept, and whether the selection wants it. */
export type ExportRow = {
  entry: BundleEntry;
  index: number;
  isSelected: boolean;
  /** What stays of an entry that lost values; null for a whole one. */
  erased: ErasedEntry | null;
  /** Places of the entries that put an erasure on record. */
  records: number[];
};

/** Where the selection lies in a chain, within what is sealed of it. */
export function findIndexRange(
  scope: Scope,
  { chain, head }: SealedChain,
  selection: Selection,
): Promise<IndexRange> {
  return readInScope(scope, async (tx) => {
    const { fromIdx, toIdx } = await findBounds(tx, scope, selection);
    const { range, filter } = selection;
    const isWhole = range.from === null && range.to === null;
    const isToHead = isWhole && filter.upto === null;
    const from = isWhole ? head.minIndex : await findPlace(tx, chain, fromIdx);
    const to = isToHead ? head.size : await findPlace(tx, chain, toIdx);
    const toIndex = Math.min(to, head.size);
    return { fromIndex: Math.min(Math.max(from, head.minIndex), toIndex), toIndex };
  });
}

/** The first place of a chain at or after a position of the organization. */
async function findPlace(tx: Tx, chain: Chain, idx: number): Promise<number> {
  if (chain.slot === null) return idx;
  const [row] = await tx.execute<{ next: string }>(sql`
    select next_sidx as next from custody.stream_heads
    where organization_id = ${chain.organizationId}::uuid and client_slot = ${chain.slot}`);
  let [low, high] = [0, Number(row?.next ?? 0)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [found] = await tx.execute<{ idx: string }>(sql`
      select idx from custody.entries where organization_id = ${chain.organizationId}::uuid
        and client_slot = ${chain.slot} and sidx = ${middle}`);
    if (found === undefined || Number(found.idx) < idx) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Entries of a range in order, page by page: memory stays what a page takes. */
export async function* streamEntries(
  scope: Scope,
  sealed: SealedChain,
  selection: Selection,
  range: IndexRange & { withOthers: boolean },
): AsyncGenerator<ExportRow> {
  let next = range.fromIndex;
  while (next < range.toIndex) {
    const rows = await readPage(scope, sealed.chain, selection, {
      ...range,
      fromIndex: next,
    });
    for (const row of rows) yield parseRow(row, sealed.chain);
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || last === undefined) return;
    next = Number(sealed.chain.slot === null ? last.idx : last.sidx) + 1;
  }
}

/** One entry by its place in a chain. */
export async function findAt(
  scope: Scope,
  chain: Chain,
  index: number,
): Promise<ExportRow | null> {
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select ${columns(sql`true`)} from custody.entries
      where ${wherePlace(chain)} and ${placeColumn(chain)} = ${index}`);
    return row ? parseRow(row, chain) : null;
  });
}

/** An entry, and behind it the entries that put on record what it lost. */
export async function findShown(
  scope: Scope,
  { chain, head }: SealedChain,
  index: number,
): Promise<{ entry: BundleEntry; records: BundleEntry[] } | null> {
  const found = await findAt(scope, chain, index);
  if (!found) return null;
  const list = new RecordList(head.size, (place) => findAt(scope, chain, place));
  list.take(found);
  const records: BundleEntry[] = [];
  for await (const record of list.takeBelow(head.size)) records.push(record);
  return { entry: found.entry, records };
}

/** Where an entry stands, if the scope covers it. */
export async function findPlaceOf(
  scope: Scope,
  id: string,
): Promise<{ clientId: string | null; sidx: number } | null> {
  if (!entryIdPattern.test(id)) return null;
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<{ client: string | null; sidx: string }>(sql`
      select client_id as client, sidx from custody.entries
      where organization_id = ${scope.organizationId}::uuid and id = ${id}`);
    return row ? { clientId: row.client, sidx: Number(row.sidx) } : null;
  });
}

type Row = {
  idx: string;
  sidx: string;
  slot: number;
  recordedAt: string;
  prevHash: string;
  orgPrevHash: string;
  bodyRoot: string;
  entryKey: string | null;
  fields: (string | null)[];
  isSelected: boolean;
  kept: KeptParts | null;
};

const columns = (isSelected: SQL) => sql`
  idx, sidx, client_slot as slot, custody.format_instant(recorded_at) as "recordedAt",
  encode(prev_hash, 'hex') as "prevHash", encode(org_prev_hash, 'hex') as "orgPrevHash",
  encode(body_root, 'hex') as "bodyRoot", encode(entry_key, 'hex') as "entryKey", fields,
  ${keptColumn(sql`entries`)} as kept, ${isSelected} as "isSelected"`;

async function readPage(
  scope: Scope,
  chain: Chain,
  selection: Selection,
  { fromIndex, toIndex, withOthers }: IndexRange & { withOthers: boolean },
): Promise<Row[]> {
  return readInScope(scope, async (tx) => {
    const everywhere = { fromIdx: 0, toIdx: Number.MAX_SAFE_INTEGER };
    const clientIds = await findClientIds(tx, selection.filter);
    const isWanted = whereSelection(scope, selection, everywhere, clientIds) ?? sql`true`;
    const place = placeColumn(chain);
    return tx.execute<Row>(sql`
      select ${columns(withOthers ? sql`(${isWanted}) is true` : sql`true`)}
      from custody.entries
      where ${and(
        wherePlace(chain),
        sql`${place} >= ${fromIndex}`,
        sql`${place} < ${toIndex}`,
        withOthers ? undefined : isWanted,
      )}
      order by ${place} limit ${rowsAtOnce}`);
  });
}

function wherePlace({ organizationId, slot }: Chain): SQL {
  const isInOrganization = sql`organization_id = ${organizationId}::uuid`;
  return slot === null
    ? isInOrganization
    : sql`${isInOrganization} and client_slot = ${slot}`;
}

function placeColumn({ slot }: Chain): SQL {
  return slot === null ? sql`entries.idx` : sql`entries.sidx`;
}

function parseRow(row: Row, { slot }: Chain): ExportRow {
  const { recordedAt, isSelected, kept } = row;
  const fields = readTexts(row.fields);
  const [idx, sidx] = [Number(row.idx), Number(row.sidx)];
  const erased = kept && openKept(fields, kept);
  const entry: BundleEntry = {
    sidx,
    recordedAt,
    prevHash: parseHex(row.prevHash),
    fieldCount: fields.length,
    bodyRoot: parseHex(row.bodyRoot),
    content: contentOf(row.entryKey, fields, erased),
    place:
      slot === null
        ? { clientSlot: row.slot, idx, prevHash: parseHex(row.orgPrevHash) }
        : null,
  };
  const records = (kept?.records ?? []).map((one) =>
    slot === null ? one.idx : one.sidx,
  );
  return { entry, index: slot === null ? idx : sidx, isSelected, erased, records };
}

function contentOf(
  entryKey: string | null,
  fields: (string | null)[],
  erased: ErasedEntry | null,
): BundleEntry["content"] {
  if (erased !== null) return discloseErased(erased, null);
  const texts = fields.flatMap((text) => text ?? []);
  if (entryKey === null || texts.length < fields.length) return { kind: "header" };
  return { kind: "whole", entryKey: parseHex(entryKey), fields: texts };
}
