import type postgres from "postgres";
import { packedErasure } from "@/lib/erased/sql";
import { type LogRow, parseRow, rowSeparator } from "./log-row";
import { type PackedRows, recordLength } from "./packed-rows";
import type {
  EpochRow,
  LogBounds,
  RowRange,
  SealedOrganization,
  SealedStream,
  StreamBounds,
} from "./records";
import { countedFields, packedContent, packedFits, packedRecord, textOf } from "./sql";

/** The verifier's or the sealer's own connection, or a transaction on it. */
export type Reader = postgres.Sql | postgres.TransactionSql;

export async function listLogs(sql: Reader): Promise<LogBounds[]> {
  return sql<LogBounds[]>`
    select h.organization_id as "organizationId", o.slug, h.name,
      h.stream_width as width, h.min_idx::float8 as "minIdx",
      h.next_idx::float8 as "nextIdx", encode(h.last_hash, 'hex') as "lastHash",
      to_char(h.last_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        as "lastRecordedAt"
    from custody.organization_heads h
    join custody.organizations o on o.id = h.organization_id
    order by h.organization_id`;
}

export async function listStreams(
  sql: Reader,
  organizationId: string,
): Promise<StreamBounds[]> {
  return sql<StreamBounds[]>`
    select client_slot as slot, client_id as "clientId", next_sidx::float8 as "nextSidx",
      encode(last_hash, 'hex') as "lastHash"
    from custody.stream_heads where organization_id = ${organizationId}::uuid
    order by client_slot`;
}

/**
 * Rows in the order of idx, packed into one text by the database: a driver that decodes
 * each column costs several times the hashing. Built-in functions alone, since whoever
 * changes rows may have changed ours.
 */
export async function listRows(sql: Reader, range: RowRange): Promise<LogRow[]> {
  const { organizationId, fromIdx, toIdx, isWhole } = range;
  const [packed] = await sql<{ rows: string | null }[]>`
    select string_agg(
      concat_ws(chr(31), idx, client_slot, sidx,
        to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        encode(prev_hash, 'hex'), encode(hash, 'hex'), encode(org_prev_hash, 'hex'),
        encode(org_hash, 'hex'), encode(body_root, 'hex'), ${sql.unsafe(textOf(countedFields))})
      ${isWhole ? sql`|| ${packKey(sql)} || ${sql.unsafe(textOf(packedContent))} || ${packErased(sql)}` : sql``},
      chr(30) order by idx) as rows
    from custody.entries
    where organization_id = ${organizationId}::uuid
      and idx >= ${fromIdx} and idx < ${toIdx}`;
  const text = packed?.rows ?? null;
  return text === null ? [] : text.split(rowSeparator).map(parseRow);
}

/**
 * The same rows as records of fixed length, for `walkPacked`: whoever reads numbers and
 * hashes out of texts spends most of the time on that. Null where a row does not fit one.
 */
export async function listPackedRows(
  sql: Reader,
  { organizationId, fromIdx, toIdx, isWhole }: RowRange,
): Promise<PackedRows | null> {
  const [packed] = await sql<{ fits: boolean; records: Uint8Array; texts: string }[]>`
    select every(${sql.unsafe(textOf(packedFits))}) as fits,
      string_agg(${sql.unsafe(textOf(packedRecord))}, ''::bytea order by idx) as records
      ${isWhole ? sql`, string_agg(${sql.unsafe(textOf(packedContent))}, chr(30) order by idx) as texts` : sql``}
    from custody.entries
    where organization_id = ${organizationId}::uuid
      and idx >= ${fromIdx} and idx < ${toIdx}`;
  if (!packed?.fits) return null;
  const { records, texts } = packed;
  const count = records.length / recordLength;
  const contents = isWhole ? texts.split(rowSeparator) : null;
  const isSame = contents === null || contents.length === count;
  return count === toIdx - fromIdx && isSame
    ? { fromIdx, count, records, contents }
    : null;
}

function packKey(sql: Reader) {
  return sql`concat(chr(31), '=' || encode(entry_key, 'hex'), chr(31))`;
}

/** Only read by hand: an entry that lost values never holds in the quick way. */
function packErased(sql: Reader) {
  return sql`concat(chr(31), '=' || ${sql.unsafe(packedErasure)})`;
}

/** Heads of an organization that changed in the epochs after one, oldest first. */
export async function listSealedHeads(
  sql: Reader,
  organizationId: string,
  { afterEpoch, limit }: { afterEpoch: number; limit: number },
): Promise<SealedOrganization[]> {
  return sql<SealedOrganization[]>`
    select organization_id as "organizationId", epoch_index::float8 as "epochIndex",
      size::float8 as size, head
    from custody.sealed_organizations
    where organization_id = ${organizationId}::uuid and epoch_index > ${afterEpoch}
    order by epoch_index limit ${limit}`;
}

export async function listSealedStreams(
  sql: Reader,
  organizationId: string,
  { fromEpoch, toEpoch }: { fromEpoch: number; toEpoch: number },
): Promise<SealedStream[]> {
  return sql<SealedStream[]>`
    select client_slot as slot, epoch_index::float8 as "epochIndex",
      size::float8 as size, head
    from custody.sealed_streams
    where organization_id = ${organizationId}::uuid
      and epoch_index >= ${fromEpoch} and epoch_index <= ${toEpoch}
    order by epoch_index, client_slot`;
}

export async function listEpochs(
  sql: Reader,
  { fromEpoch, limit }: { fromEpoch: number; limit: number },
): Promise<EpochRow[]> {
  return sql<EpochRow[]>`
    select epoch_index::float8 as "epochIndex",
      to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        as "sealedAt",
      data, encode(leaf_hash, 'hex') as "leafHash", encode(path, 'hex') as path, checkpoint
    from custody.epochs where epoch_index >= ${fromEpoch}
    order by epoch_index limit ${limit}`;
}

export async function listChangedOrganizations(
  sql: Reader,
  { fromEpoch, toEpoch }: { fromEpoch: number; toEpoch: number },
): Promise<(SealedOrganization & { leafHash: string })[]> {
  return sql<(SealedOrganization & { leafHash: string })[]>`
    select organization_id as "organizationId", epoch_index::float8 as "epochIndex",
      size::float8 as size, head, encode(leaf_hash, 'hex') as "leafHash"
    from custody.sealed_organizations
    where epoch_index >= ${fromEpoch} and epoch_index <= ${toEpoch}
    order by epoch_index`;
}

export async function findVacantKey(sql: Reader): Promise<Uint8Array | null> {
  const [row] = await sql<{ key: Uint8Array }[]>`select key from custody.vacant_keys`;
  return row?.key ?? null;
}

/** An entry where none can be: past the head, or about a stream the log has not. */
export async function findRowPastEnd(
  sql: Reader,
  { organizationId, nextIdx }: LogBounds,
): Promise<number | null> {
  const [row] = await sql<{ idx: number | null }[]>`
    select min(idx)::float8 as idx from custody.entries
    where organization_id = ${organizationId}::uuid and idx >= ${nextIdx}`;
  return row?.idx ?? null;
}

/** Where the entries recorded since a moment begin: time never falls with idx. */
export async function findIdxSince(
  sql: Reader,
  { organizationId, minIdx, nextIdx }: LogBounds,
  hours: number,
): Promise<number> {
  let [low, high] = [minIdx, nextIdx];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await sql<{ is_older: boolean }[]>`
      select recorded_at < now() - make_interval(hours => ${hours}) as is_older
      from custody.entries
      where organization_id = ${organizationId}::uuid and idx = ${middle}`;
    if (row?.is_older ?? true) low = middle + 1;
    else high = middle;
  }
  return low;
}
