import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { Filter } from "@/lib/entries/filter";
import type { Outcome } from "@/lib/entries/model";
import { type Bounds, happenedAt, isElsewhen } from "@/lib/entries/sql";
import { formatInstant, parseInstant } from "@/lib/kit/time";
import { createPlan } from "@/lib/matches/plan";
import { matchSegments } from "@/lib/matches/queries";
import type { Reading, Result, Slice } from "@/lib/results/queries";
import { andBits, type Bits, clearBit, countRange, hasBit } from "@/lib/segments/bitmap";
import { whereScope, whereSelection } from "@/lib/selections/queries";

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
  reading: Reading,
  { slices, claimed }: Result,
  edges: string[],
): Promise<BucketCount[]> {
  const { tx, scope } = reading;
  const [row] = await tx.execute<{ places: string[] }>(sql`
    select custody.find_idxs(${scope.organizationId}::uuid,
      ${`{${edges.join(",")}}`}::timestamptz[]) as places`);
  const places = (row?.places ?? []).map(Number);
  const times = edges.map((edge) => parseInstant(edge) ?? 0n);
  const sums = createSums();
  const rare = await listRareOutcomes(reading, slices);
  let next = 0;
  for (const slice of slices) {
    const { startIdx, endIdx } = slice.segment;
    const others = rare.map(({ outcome, bySegment }) => {
      return { outcome, bits: bySegment.get(slice.segment) };
    });
    const bits = claimed.length > 0 ? slice.bits.slice() : slice.bits;
    for (; next < claimed.length; next += 1) {
      const { idx, time } = claimed[next] ?? { idx: 0, time: 0n };
      if (idx >= endIdx) break;
      const row = idx - startIdx;
      const other = others.find((one) => one.bits && hasBit(one.bits, row));
      clearBit(bits, row);
      sums.add(findBucket(times, time), other?.outcome ?? "success", 1);
    }
    addSlice({ ...slice, bits }, others, places, sums);
  }
  return sums.list();
}

/** Most entries succeed, so the rows of the other outcomes tell all of them apart. */
async function listRareOutcomes({ tx, scope }: Reading, slices: Slice[]) {
  const place = { tx, organizationId: scope.organizationId };
  const segments = slices.map(({ segment }) => segment);
  const found = [];
  for (const outcome of ["failed", "denied"] as const) {
    const terms = { outcome: { include: [outcome], exclude: [] } };
    const plan = createPlan({ clientId: null, own: null }, { terms, q: null }, new Map());
    const matches = await matchSegments(place, plan, segments);
    const bySegment = new Map(matches.map(({ segment, bits }) => [segment, bits]));
    found.push({ outcome, bySegment });
  }
  return found;
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

type Other = { outcome: Outcome; bits: Bits | undefined };

function addSlice(
  { segment, bits, from, to }: Slice,
  others: Other[],
  places: number[],
  sums: Sums,
): void {
  const narrowed = others.flatMap(({ outcome, bits: rows }) => {
    if (!rows) return [];
    const both = rows.slice();
    andBits(both, bits);
    return [{ outcome, bits: both }];
  });
  for (let bucket = 0; bucket + 1 < places.length; bucket += 1) {
    const start = Math.max(from, (places[bucket] ?? 0) - segment.startIdx);
    const end = Math.min(to, (places[bucket + 1] ?? 0) - segment.startIdx);
    if (start >= end) continue;
    let successes = countRange(bits, start, end);
    if (successes === 0) continue;
    for (const { outcome, bits: rows } of narrowed) {
      const count = countRange(rows, start, end);
      successes -= count;
      if (count > 0) sums.add(bucket, outcome, count);
    }
    if (successes > 0) sums.add(bucket, "success", successes);
  }
}

function findBucket(times: bigint[], time: bigint): number {
  let bucket = -1;
  for (const edge of times) if (edge <= time) bucket += 1;
  return bucket;
}

/**
 * From the range's own ends where it has them; else from the first entry to the last one,
 * or to the present, and as far as the result's own claims go beyond. A reader limited to
 * one client has that client's entries for this.
 */
export async function findSpan(
  { tx, scope, range }: Reading,
  { by }: Filter,
  { claimed, gaps }: Result,
): Promise<{ from: string; to: string }> {
  const [row] = await tx.execute<{ from: string | null; to: string | null }>(sql`
    select
      custody.format_instant(${recordedAtEnd(scope, sql`asc`)}) as "from",
      custody.format_instant(greatest(
        ${recordedAtEnd(scope, sql`desc`)}, case when ${range.from !== null} then now() end)
        + interval '1 microsecond') as "to"
    from custody.organization_heads head
    where organization_id = ${scope.organizationId}::uuid`);
  const now = new Date().toISOString();
  const recorded = { from: row?.from ?? now, to: row?.to ?? now };
  const span =
    by === "recorded"
      ? recorded
      : widen(recorded, [
          ...claimed.map(({ time }) => time),
          ...(await listClaimEnds(tx, scope, gaps)),
        ]);
  return { from: range.from ?? span.from, to: range.to ?? span.to };
}

/** Where claims begin and end among entries that no segment holds yet. */
async function listClaimEnds(tx: Tx, scope: Scope, gaps: Bounds[]): Promise<bigint[]> {
  const ends: (string | null)[] = [];
  for (const { fromIdx, toIdx } of gaps) {
    const [row] = await tx.execute<{ first: string | null; last: string | null }>(sql`
      select custody.format_instant(min(occurred_at)) as first,
        custody.format_instant(max(occurred_at)) as last
      from custody.entries
      where ${whereScope(scope)} and entries.idx >= ${fromIdx} and entries.idx < ${toIdx}
        and ${isElsewhen(sql`entries`)}`);
    ends.push(row?.first ?? null, row?.last ?? null);
  }
  return ends.flatMap((end) => (end === null ? [] : [parseInstant(end) ?? []].flat()));
}

function widen({ from, to }: { from: string; to: string }, times: bigint[]) {
  let [first, last] = [parseInstant(from), parseInstant(to)];
  for (const time of times) {
    if (first === null || time < first) first = time;
    if (last === null || time >= last) last = time + 1n;
  }
  return {
    from: first === null ? from : (formatInstant(first) ?? from),
    to: last === null ? to : (formatInstant(last) ?? to),
  };
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
