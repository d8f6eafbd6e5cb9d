import { and, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { entrySource, erasedColumn } from "@/lib/entries/queries";
import { composeEntry, createFieldParser, type EntryRow } from "@/lib/entries/row";
import { packErasure } from "@/lib/erased/sql";
import type { ExportedRow } from "@/lib/exports/exported-row";
import type { PackedBatch } from "@/lib/exports/held-rows";
import { derivedColumns, type LogRow, parseErasure } from "@/lib/integrity/log-row";
import { packedContent, packedFits, packedRecord } from "@/lib/integrity/sql";
import { listPlaces } from "@/lib/pages/queries";
import { findResult, openReading } from "@/lib/results/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { positionColumn, type Selection, whereScope } from "@/lib/selections/queries";

/**
 * Where the next entries of a selection are, oldest first. `position` is that of the last
 * entry before them.
 */
export function listExportPlaces(
  scope: Scope,
  selection: Selection,
  { position, limit }: { position: number | null; limit: number },
): Promise<number[]> {
  return readInScope(scope, async (tx) => {
    const reading = await openReading(tx, scope, selection);
    const result = await findResult(reading, selection.filter);
    return listPlaces(reading, selection.filter, result, {
      limit,
      order: "asc",
      position,
    });
  });
}

/** The entries at places, in their order, each with everything its proof needs. */
export function listExportRows(scope: Scope, places: number[]): Promise<ExportedRow[]> {
  return readInScope(scope, (tx) => readRows(tx, scope, places));
}

/** The same, packed and by idx; null where a row does not fit a record. */
export async function findPackedBatch(
  tx: Tx,
  scope: Scope,
  places: number[],
): Promise<PackedBatch | null> {
  const [batch] = await tx.execute<{ fits: boolean; records: Buffer; texts: string }>(sql`
    select every(${packedFits}) as fits,
      string_agg(${packedRecord}, ''::bytea order by idx) as records,
      string_agg(${packedContent}, chr(30) order by idx) as texts
    from custody.entries where ${whereAt(scope, places)}`);
  return batch?.fits ? { records: batch.records, texts: batch.texts } : null;
}

/** Of each client in scope, by its id, the name that entries show. */
export function findClientSlugs(scope: Scope): Promise<Map<string, string>> {
  return readInScope(scope, async (tx) => {
    const rows = await tx.execute<{ id: string; slug: string }>(sql`
      select id, slug from custody.clients
      where organization_id = ${scope.organizationId}::uuid`);
    return new Map(rows.map(({ id, slug }) => [id, slug]));
  });
}

/** What the organization's chains are named by. */
export async function findLogName(scope: Scope): Promise<string> {
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<{ name: string }>(sql`
      select name from custody.organization_heads
      where organization_id = ${scope.organizationId}::uuid`);
    return row?.name ?? "";
  });
}

type Row = Omit<EntryRow, "fields"> & {
  /** The texts of all fields, which hold no line feed; an empty line is one that is gone. */
  texts: string;
  fieldCount: number;
  slot: number;
  bodyRoot: string;
  entryKey: string | null;
  columns: (string | null)[];
  kept: string | null;
};

/** As one text: an array is read letter by letter. */
const rowColumns = sql`entries.id, entries.idx, entries.sidx, clients.slug as client,
  entries.verb, array_to_string(entries.fields, chr(10), '') as texts,
  case when array_ndims(entries.fields) = 1 and array_lower(entries.fields, 1) = 1
    then cardinality(entries.fields) else -1 end as "fieldCount",
  custody.format_instant(entries.recorded_at) as "recordedAt",
  encode(entries.prev_hash, 'hex') as "prevHash", encode(entries.hash, 'hex') as hash,
  encode(entries.org_prev_hash, 'hex') as "orgPrevHash",
  encode(entries.org_hash, 'hex') as "orgHash", ${erasedColumn} as erased`;

/** As text, the way the verifier reads them. */
const proofColumns = sql`entries.client_slot as slot,
  encode(entries.body_root, 'hex') as "bodyRoot",
  encode(entries.entry_key, 'hex') as "entryKey",
  json_build_array(entries.id, entries.client_id::text,
    to_char(entries.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entries.action, entries.category, entries.verb, entries.outcome, entries.source,
    entries.vendor, entries.actor_type, entries.actor_id, entries.target_type,
    entries.target_id, abbrev(entries.ip), entries.key_id, entries.session_id,
    entries.request_id) as columns, ${packErasure(sql`entries`)} as kept`;

/** Under row security once more: whatever an index says, nobody exports another's entry. */
async function readRows(tx: Tx, scope: Scope, places: number[]): Promise<ExportedRow[]> {
  if (places.length === 0) return [];
  const rows = await tx.execute<Row>(sql`
    select ${rowColumns}, ${proofColumns} from ${entrySource}
    where ${whereAt(scope, places)}`);
  const byPlace = new Map(rows.map((row) => [Number(row.idx), row]));
  const column = positionColumn(scope);
  const parse = createFieldParser();
  return places.flatMap((place) => {
    const row = byPlace.get(place);
    if (!row) return [];
    const fields = splitTexts(row);
    const entry = composeEntry({ ...row, fields }, parse);
    return [{ entry, stored: storedOf(row, fields), position: entry[column] }];
  });
}

function whereAt(scope: Scope, places: number[]) {
  const list = `{${places.join(",")}}`;
  return and(whereScope(scope), sql`entries.idx = any(${list}::bigint[])`);
}

function splitTexts({ texts, fieldCount }: Row): (string | null)[] {
  if (fieldCount === 0) return [];
  return texts.split("\n").map((text) => (text === "" ? null : text));
}

function storedOf(row: Row, fields: (string | null)[]): LogRow {
  const { slot, recordedAt, prevHash, hash, orgPrevHash, orgHash, bodyRoot } = row;
  const columns = Object.fromEntries(
    derivedColumns.map((name, at) => [name, row.columns[at] ?? null]),
  );
  return {
    idx: Number(row.idx),
    slot,
    sidx: Number(row.sidx),
    recordedAt,
    prevHash,
    hash,
    orgPrevHash,
    orgHash,
    bodyRoot,
    fieldCount: row.fieldCount,
    content: {
      entryKey: row.entryKey,
      fields,
      columns,
      erasure: parseErasure(row.kept),
    },
  };
}
