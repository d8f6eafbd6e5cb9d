import { and, type SQL, sql } from "drizzle-orm";
import type { Filter } from "@/lib/entries/filter";
import { type Bounds, happenedAt, orderEntries, pastCursor } from "@/lib/entries/sql";
import {
  type Claimed,
  keepGapCount,
  type Reading,
  type Result,
  type Slice,
} from "@/lib/results/queries";
import { clearBit, countRange, takeRows } from "@/lib/segments/bitmap";
import { findBoundary, positionColumn, whereSelection } from "@/lib/selections/queries";

type Order = "desc" | "asc";
export type Cursor = { position: number | null; order: Order };

/** The part of a result that comes after a cursor, by kind of place. */
type Rest = {
  slices: Slice[];
  claimed: Claimed[];
  gaps: Bounds[];
  /** What the entries of the gaps must meet besides the filter. */
  past: SQL | undefined;
};

type Spot = { idx: number; time: bigint };

/** The first positions of a result after a cursor, in its order. */
export async function listPlaces(
  reading: Reading,
  filter: Filter,
  result: Result,
  { limit, ...cursor }: Cursor & { limit: number },
): Promise<number[]> {
  const { order } = cursor;
  const rest = await findRest(reading, filter, result, cursor);
  const indexed = takeFromSlices(rest.slices, limit, order);
  if (filter.by === "recorded") {
    const others = await readGaps(reading, filter, rest, { limit, order });
    const sign = order === "asc" ? 1 : -1;
    const places = [...indexed, ...others.map(({ idx }) => idx)];
    return places.sort((one, other) => sign * (one - other)).slice(0, limit);
  }
  const spots = [
    ...(await readTimes(reading, indexed)),
    ...[...rest.claimed].sort(compareSpots(order)).slice(0, limit),
    ...(await readGaps(reading, filter, rest, { limit, order })),
  ];
  return spots
    .sort(compareSpots(order))
    .slice(0, limit)
    .map(({ idx }) => idx);
}

/** How much of a result comes after a cursor. */
export async function countRest(
  reading: Reading,
  filter: Filter,
  result: Result,
  cursor: Cursor,
): Promise<number> {
  const { tx, scope, range, clientIds } = reading;
  const { slices, claimed, gaps, past } = await findRest(reading, filter, result, cursor);
  let sum = claimed.length;
  for (const { bits, from, to } of slices) sum += countRange(bits, from, to);
  for (const gap of gaps) {
    const where = whereSelection(scope, { filter, range }, gap, clientIds);
    const [row] = await tx.execute<{ count: string }>(sql`
      select count(*) as count from custody.entries where ${and(where, past)}`);
    sum += Number(row?.count);
  }
  return sum;
}

async function findRest(
  reading: Reading,
  filter: Filter,
  result: Result,
  { position, order }: Cursor,
): Promise<Rest> {
  const { claimed, gaps } = result;
  const slices = claimed.length > 0 ? withoutClaimed(result) : result.slices;
  if (position === null) return { slices, claimed, gaps, past: undefined };
  if (filter.by === "recorded") {
    const window = await findWindow(reading, position, order);
    return {
      slices: cutSlices(slices, window),
      claimed,
      gaps: cutGaps(gaps, window),
      past: undefined,
    };
  }
  const column = positionColumn(reading.scope);
  const past = pastCursor(filter.by, column, { position, order });
  const spot = await findSpot(reading, position);
  if (spot === null) return { slices: [], claimed: [], gaps: [], past };
  const sign = order === "asc" ? 1 : -1;
  const compare = compareSpots("asc");
  return {
    slices: cutSlices(slices, windowAfter(spot, order)),
    claimed: claimed.filter((one) => sign * compare(one, spot) > 0),
    gaps,
    past,
  };
}

async function findWindow(
  { tx, scope }: Reading,
  position: number,
  order: Order,
): Promise<Bounds> {
  const edge = await findBoundary(tx, scope, order === "asc" ? position + 1 : position);
  return order === "asc"
    ? { fromIdx: edge, toIdx: Infinity }
    : { fromIdx: 0, toIdx: edge };
}

/** `low` to `high` are the entries that were recorded at the spot's very time. */
type CursorSpot = Spot & { low: number; high: number };

async function findSpot(
  { tx, scope }: Reading,
  position: number,
): Promise<CursorSpot | null> {
  const { organizationId, clientId } = scope;
  const [row] = await tx.execute<Record<"idx" | "time" | "low" | "high", string>>(sql`
    select entries.idx,
      (extract(epoch from ${happenedAt(sql`entries`)}) * 1000000)::bigint as time,
      custody.find_idx(entries.organization_id, ${happenedAt(sql`entries`)}) as low,
      custody.find_idx(entries.organization_id,
        ${happenedAt(sql`entries`)} + interval '1 microsecond') as high
    from custody.entries
    where ${and(
      sql`entries.organization_id = ${organizationId}::uuid`,
      sql`entries.${sql.identifier(positionColumn(scope))} = ${position}`,
      clientId === null ? undefined : sql`entries.client_id = ${clientId}::uuid`,
    )}`);
  if (!row) return null;
  const { idx, time, low, high } = row;
  return { idx: Number(idx), time: BigInt(time), low: Number(low), high: Number(high) };
}

/** Entries on the platform's clock come in the order of positions, so a bound cuts them. */
function windowAfter({ idx, low, high }: CursorSpot, order: Order): Bounds {
  const clamp = (edge: number) => Math.max(low, Math.min(high, edge));
  return order === "asc"
    ? { fromIdx: clamp(idx + 1), toIdx: Infinity }
    : { fromIdx: 0, toIdx: clamp(idx) };
}

function withoutClaimed({ slices, claimed }: Result): Slice[] {
  let next = 0;
  return slices.map((slice) => {
    const { startIdx, endIdx } = slice.segment;
    const bits = slice.bits.slice();
    for (; next < claimed.length; next += 1) {
      const idx = claimed[next]?.idx ?? 0;
      if (idx >= endIdx) break;
      clearBit(bits, idx - startIdx);
    }
    return { ...slice, bits };
  });
}

function cutSlices(slices: Slice[], { fromIdx, toIdx }: Bounds): Slice[] {
  return slices.flatMap((slice) => {
    const { startIdx } = slice.segment;
    const from = Math.max(slice.from, fromIdx - startIdx);
    const to = Math.min(slice.to, toIdx - startIdx);
    return from < to ? [{ ...slice, from, to }] : [];
  });
}

function cutGaps(gaps: Bounds[], window: Bounds): Bounds[] {
  return gaps
    .map(({ fromIdx, toIdx }) => ({
      fromIdx: Math.max(fromIdx, window.fromIdx),
      toIdx: Math.min(toIdx, window.toIdx),
    }))
    .filter(({ fromIdx, toIdx }) => fromIdx < toIdx);
}

function takeFromSlices(slices: Slice[], limit: number, order: Order): number[] {
  const places: number[] = [];
  for (const { segment, bits, from, to } of order === "asc"
    ? slices
    : [...slices].reverse()) {
    if (places.length >= limit) break;
    const rows = takeRows(bits, { from, to }, limit - places.length, order);
    for (const row of rows) places.push(segment.startIdx + row);
  }
  return places;
}

/** The entries no segment holds yet are few most of the time: one look lists and counts. */
const lookedAtOnce = 4096;

async function readGaps(
  { tx, scope, range, clientIds }: Reading,
  filter: Filter,
  { gaps, past }: Rest,
  { limit, order }: { limit: number; order: Order },
): Promise<Spot[]> {
  const spots: Spot[] = [];
  for (const gap of gaps) {
    const where = whereSelection(scope, { filter, range }, gap, clientIds);
    const isCounted = past === undefined && gap.toIdx - gap.fromIdx <= lookedAtOnce;
    const count = isCounted ? sql`count(*) over ()` : sql`null`;
    const rows = await tx.execute<{ idx: string; time: string; count: string }>(sql`
      select entries.idx,
        (extract(epoch from ${happenedAt(sql`entries`)}) * 1000000)::bigint as time,
        ${count} as count
      from custody.entries where ${and(where, past)}
      order by ${orderEntries(filter.by, order)} limit ${limit}`);
    if (isCounted) keepGapCount(gap, Number(rows[0]?.count ?? 0));
    spots.push(
      ...rows.map(({ idx, time }) => ({ idx: Number(idx), time: BigInt(time) })),
    );
  }
  return spots;
}

async function readTimes({ tx, scope }: Reading, places: number[]): Promise<Spot[]> {
  if (places.length === 0) return [];
  const rows = await tx.execute<{ idx: string; time: string }>(sql`
    select idx, (extract(epoch from recorded_at) * 1000000)::bigint as time
    from custody.entries
    where organization_id = ${scope.organizationId}::uuid
      and idx = any(${`{${places.join(",")}}`}::bigint[])`);
  return rows.map(({ idx, time }) => ({ idx: Number(idx), time: BigInt(time) }));
}

function compareSpots(order: Order): (one: Spot, other: Spot) => number {
  const sign = order === "asc" ? 1 : -1;
  return (one, other) => {
    if (one.time !== other.time) return one.time < other.time ? -sign : sign;
    return sign * (one.idx - other.idx);
  };
}
