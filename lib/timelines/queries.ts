import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { loadDictionaries, loadOrdinals } from "@/lib/blocks/queries";
import type { Filter } from "@/lib/entries/filter";
import type { Outcome } from "@/lib/entries/model";
import { happenedAt, isElsewhen } from "@/lib/entries/sql";
import { parseInstant } from "@/lib/kit/time";
import type { Reading, Result, Slice } from "@/lib/results/queries";
import { type Bits, clearBit, countRange, forEachBit } from "@/lib/segments/bitmap";
import type { Dictionary, Ordinals } from "@/lib/segments/column";
import { type Selection, whereSelection } from "@/lib/selections/queries";

export type BucketCount = { bucket: number; outcome: Outcome; count: number };

/** Counts between edges that ascend: bucket 0 begins at the first one. */
async function countRowBuckets(
  tx: Tx,
  where: SQL | undefined,
  { by, edges }: { by: "recorded" | "occurred"; edges: string[] },
): Promise<BucketCount[]> {
  const time = by === "recorded" ? sql`entries.recorded_at` : happenedAt(sql`entries`);
  const rows = await tx.execute<{ bucket: number; outcome: Outcome; count: string }>(sql`
    select width_bucket(${time}, ${`{${edges.join(",")}}`}::timestamptz[]) - 1 as bucket,
      entries.outcome, count(*) as count
    from custody.entries
    where ${where}
    group by 1, 2`);
  return rows.map(({ bucket, outcome, count }) => ({
    bucket,
    outcome,
    count: Number(count),
  }));
}

/** How the result spreads over the buckets between the edges, by its own clock. */
export async function countBuckets(
  reading: Reading,
  filter: Filter,
  { result, edges }: { result: Result; edges: string[] },
): Promise<BucketCount[]> {
  const { tx, scope, range, clientIds } = reading;
  const counts = await countInSlices(reading, result, edges);
  for (const gap of result.gaps) {
    const where = whereSelection(scope, { filter, range }, gap, clientIds);
    counts.push(...(await countRowBuckets(tx, where, { by: filter.by, edges })));
  }
  return counts;
}

async function countInSlices(
  { tx, scope }: Reading,
  { slices, claimed }: Result,
  edges: string[],
): Promise<BucketCount[]> {
  const wanted = slices.map(({ segment }) => ({ segment, dimension: "outcome" }));
  const dictionaries = await loadDictionaries(tx, scope.organizationId, wanted);
  const ordinals = await loadOrdinals(tx, scope.organizationId, wanted);
  const [row] = await tx.execute<{ places: string[] }>(sql`
    select custody.find_idxs(${scope.organizationId}::uuid,
      ${`{${edges.join(",")}}`}::timestamptz[]) as places`);
  const places = (row?.places ?? []).map(Number);
  const times = edges.map((edge) => parseInstant(edge) ?? 0n);
  const sums = createSums();
  let next = 0;
  for (const [at, slice] of slices.entries()) {
    const dictionary = dictionaries[at];
    const column = ordinals[at];
    if (!dictionary || !column) continue;
    const outcomeOf = (row: number) => dictionary.values[column[row] ?? 0] as Outcome;
    const { startIdx, endIdx } = slice.segment;
    const bits = claimed.length > 0 ? slice.bits.slice() : slice.bits;
    for (; next < claimed.length; next += 1) {
      const { idx, time } = claimed[next] ?? { idx: 0, time: 0n };
      if (idx >= endIdx) break;
      clearBit(bits, idx - startIdx);
      sums.add(findBucket(times, time), outcomeOf(idx - startIdx), 1);
    }
    addSlice({ ...slice, bits }, { dictionary, ordinals: column }, places, sums);
  }
  return sums.list();
}

type Sums = ReturnType<typeof createSums>;

function createSums() {
  const sums = new Map<string, BucketCount>();
  const add = (bucket: number, outcome: Outcome, count: number) => {
    const key = `${bucket}/${outcome}`;
    const known = sums.get(key);
    if (known) known.count += count;
    else sums.set(key, { bucket, outcome, count });
  };
  return { add, list: () => [...sums.values()] };
}

/** Where a range of rows ends a bucket ends too: they are counted apart. */
function addSlice(
  { segment, bits, from, to }: Slice,
  column: { dictionary: Dictionary; ordinals: Ordinals },
  places: number[],
  sums: Sums,
): void {
  for (let bucket = 0; bucket + 1 < places.length; bucket += 1) {
    const start = Math.max(from, (places[bucket] ?? 0) - segment.startIdx);
    const end = Math.min(to, (places[bucket + 1] ?? 0) - segment.startIdx);
    if (start >= end || countRange(bits, start, end) === 0) continue;
    const counts = countOutcomes(bits, { start, end }, column);
    for (const [ordinal, outcome] of column.dictionary.values.entries()) {
      const count = counts[ordinal] ?? 0;
      if (count > 0) sums.add(bucket, outcome as Outcome, count);
    }
  }
}

function countOutcomes(
  bits: Bits,
  { start, end }: { start: number; end: number },
  { dictionary, ordinals }: { dictionary: Dictionary; ordinals: Ordinals },
): Uint32Array {
  const counts = new Uint32Array(dictionary.values.length);
  forEachBit(bits, start, end, (row) => {
    const ordinal = ordinals[row] as number;
    counts[ordinal] = (counts[ordinal] as number) + 1;
  });
  return counts;
}

function findBucket(times: bigint[], time: bigint): number {
  let bucket = -1;
  for (const edge of times) if (edge <= time) bucket += 1;
  return bucket;
}

/**
 * From the range's own ends where it has them; else from the first entry to the last one,
 * or to the present. A reader limited to one client has that client's entries for this.
 */
export async function findSpan(
  tx: Tx,
  scope: Scope,
  { filter, range }: Selection,
): Promise<{ from: string; to: string }> {
  const claimed = (edge: SQL) => sql`case when ${filter.by === "occurred"} then
    (select ${edge} from custody.entries
      where entries.organization_id = head.organization_id and ${isElsewhen(sql`entries`)})
    end`;
  const [row] = await tx.execute<{ from: string | null; to: string | null }>(sql`
    select
      custody.format_instant(least(
        ${recordedAtEnd(scope, sql`asc`)}, ${claimed(sql`min(occurred_at)`)})) as "from",
      custody.format_instant(greatest(
        ${recordedAtEnd(scope, sql`desc`)}, ${claimed(sql`max(occurred_at)`)},
        case when ${range.from !== null} then now() end)
        + interval '1 microsecond') as "to"
    from custody.organization_heads head
    where organization_id = ${scope.organizationId}::uuid`);
  const now = new Date().toISOString();
  return { from: range.from ?? row?.from ?? now, to: range.to ?? row?.to ?? now };
}

function recordedAtEnd({ clientId }: Scope, direction: SQL): SQL {
  if (clientId === null) {
    return sql`(select recorded_at from custody.entries
      where entries.organization_id = head.organization_id and entries.idx >= head.min_idx
      order by entries.idx ${direction} limit 1)`;
  }
  return sql`(select recorded_at from custody.entries
    where entries.organization_id = head.organization_id
      and entries.client_slot = (select client_slot from custody.stream_heads
        where stream_heads.organization_id = head.organization_id
          and stream_heads.client_id = ${clientId}::uuid)
    order by entries.sidx ${direction} limit 1)`;
}
