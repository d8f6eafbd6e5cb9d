import { type LogRow, parseRow, rowSeparator } from "@/lib/integrity/log-row";
import type { Reader } from "@/lib/integrity/queries";
import type { PrunedPrefix, RowRange } from "@/lib/integrity/records";

/** The longest pruned prefix of each chain. */
export async function listPrunedPrefixes(
  sql: Reader,
  organizationId: string,
): Promise<PrunedPrefix[]> {
  const rows = await sql<(Omit<PrunedPrefix, "nodes"> & { nodes: Uint8Array })[]>`
    select distinct on (chain) chain, size::float8 as size, last_header as "lastHeader",
      nodes
    from custody.pruned_prefixes where organization_id = ${organizationId}::uuid
    order by chain, size desc`;
  return rows.map(({ nodes, ...row }) => ({ ...row, nodes: splitHashes(nodes) }));
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / 32 }, (_, at) =>
    Uint8Array.from(bytes.subarray(at * 32, at * 32 + 32)),
  );
}

/** Places of pruned entries that the organization's chain goes on over. */
export async function listPrunedLinks(
  sql: Reader,
  { organizationId, fromIdx, toIdx }: Omit<RowRange, "isWhole">,
): Promise<LogRow[]> {
  const [packed] = await sql<{ rows: string | null }[]>`
    select string_agg(concat_ws(chr(31), idx, client_slot, sidx,
        to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '-', encode(hash, 'hex'), encode(org_prev_hash, 'hex'),
        encode(org_hash, 'hex'), '-', 0), chr(30) order by idx) as rows
    from custody.pruned_links
    where organization_id = ${organizationId}::uuid
      and idx >= ${fromIdx} and idx < ${toIdx}`;
  const text = packed?.rows ?? null;
  return text === null ? [] : text.split(rowSeparator).map(parseRow);
}

/** The heads of streams as the last epoch had them that ends before a size. */
export async function listLeavesBefore(
  sql: Reader,
  organizationId: string,
  size: number,
): Promise<{ lastEpoch: number; sealed: Map<number, string> }> {
  const [last] = await sql<{ epoch: number | null }[]>`
    select max(epoch_index)::float8 as epoch from custody.sealed_organizations
    where organization_id = ${organizationId}::uuid and size < ${size}`;
  const lastEpoch = last?.epoch ?? -1;
  const rows = await sql<{ slot: number; leaf: string }[]>`
    select distinct on (client_slot) client_slot as slot, encode(leaf_hash, 'hex') as leaf
    from custody.sealed_streams
    where organization_id = ${organizationId}::uuid and epoch_index <= ${lastEpoch}
    order by client_slot, epoch_index desc`;
  return { lastEpoch, sealed: new Map(rows.map(({ slot, leaf }) => [slot, leaf])) };
}
