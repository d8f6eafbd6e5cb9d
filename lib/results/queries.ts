import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { listSegments, loadBlocks } from "@/lib/blocks/queries";
import type { Filter } from "@/lib/entries/filter";
import type { ResolvedRange } from "@/lib/entries/range";
import type { Bounds, ClientIds } from "@/lib/entries/sql";
import { parseInstant } from "@/lib/kit/time";
import { createPlan } from "@/lib/matches/plan";
import { type Match, matchSegments } from "@/lib/matches/queries";
import { readInScope } from "@/lib/runtime/transaction";
import {
  andBits,
  type Bits,
  clearBit,
  countRange,
  createBits,
  fillRange,
  hasBit,
  setBit,
} from "@/lib/segments/bitmap";
import type { Segment } from "@/lib/segments/layout";
import { decodeMoments } from "@/lib/segments/moments";
import {
  findBounds,
  findClientIds,
  type Selection,
  whereSelection,
} from "@/lib/selections/queries";

/** Rows `from` up to `to` of a segment, of which those that are set belong to the result. */
export type Slice = { segment: Segment; bits: Bits; from: number; to: number };

/** An entry of the result whose time is the sender's claim. */
export type Claimed = { idx: number; time: bigint };

/**
 * What a selection selects: rows of segments, and what of the entries between `gaps` the
 * table says. `claimed` lists the rows of `slices` that go by another clock.
 */
export type Result = { slices: Slice[]; claimed: Claimed[]; gaps: Bounds[] };

export type Reading = {
  tx: Tx;
  scope: Scope;
  range: ResolvedRange;
  /** Where the selection lies by position. */
  bounds: Bounds;
  /** Where its range lies on the platform's clock, whichever clock it goes by. */
  recorded: Bounds;
  clientIds: ClientIds;
  /** What was found already: a page, its counts and its timeline ask for the same. */
  found: Map<Filter, Promise<Result>>;
};

/** Runs `body` on one snapshot of what a selection lies in. */
export function readSelection<T>(
  scope: Scope,
  selection: Selection,
  body: (reading: Reading) => Promise<T>,
): Promise<T> {
  return readInScope(scope, async (tx) => body(await openReading(tx, scope, selection)));
}

export async function openReading(
  tx: Tx,
  scope: Scope,
  selection: Selection,
): Promise<Reading> {
  const { filter, range } = selection;
  const bounds = await findBounds(tx, scope, selection);
  const onPlatform = { ...selection, filter: { ...filter, by: "recorded" as const } };
  const recorded =
    filter.by === "recorded" ? bounds : await findBounds(tx, scope, onPlatform);
  const clientIds = await findClientIds(tx, filter);
  return { tx, scope, range, bounds, recorded, clientIds, found: new Map() };
}

export function findResult(reading: Reading, filter: Filter): Promise<Result> {
  const known = reading.found.get(filter);
  if (known) return known;
  const result = searchResult(reading, filter);
  reading.found.set(filter, result);
  return result;
}

async function searchResult(reading: Reading, filter: Filter): Promise<Result> {
  const { tx, scope, bounds } = reading;
  const { organizationId } = scope;
  const place = { tx, organizationId };
  const segments = await listSegments(tx, organizationId, bounds);
  const plan = createPlan(scope, filter, reading.clientIds);
  const matches = await matchSegments(place, plan, segments);
  const gaps = listGaps(segments, bounds);
  if (filter.by === "recorded") {
    return { slices: matches.map((match) => cut(match, bounds)), claimed: [], gaps };
  }
  return { ...(await cutByClaims(reading, matches)), gaps };
}

const gapCounts = new WeakMap<Bounds, number>();

/** What was counted of a result's gap while its entries were read. */
export function keepGapCount(gap: Bounds, count: number): void {
  gapCounts.set(gap, count);
}

/** How many entries the result has. */
export async function countResult(
  reading: Reading,
  filter: Filter,
  { slices, gaps }: Result,
): Promise<number> {
  const { tx, scope, range, clientIds } = reading;
  let sum = 0;
  for (const { bits, from, to } of slices) sum += countRange(bits, from, to);
  for (const gap of gaps) {
    const counted = gapCounts.get(gap);
    if (counted !== undefined) {
      sum += counted;
      continue;
    }
    const where = whereSelection(scope, { filter, range }, gap, clientIds);
    const [row] = await tx.execute<{ count: string }>(sql`
      select count(*) as count from custody.entries where ${where}`);
    sum += Number(row?.count);
  }
  return sum;
}

/** The positions that no segment holds, in order. */
function listGaps(segments: Segment[], { fromIdx, toIdx }: Bounds): Bounds[] {
  const gaps: Bounds[] = [];
  let next = fromIdx;
  for (const { startIdx, endIdx } of segments) {
    if (startIdx > next) gaps.push({ fromIdx: next, toIdx: startIdx });
    next = Math.max(next, endIdx);
  }
  if (next < toIdx) gaps.push({ fromIdx: next, toIdx });
  return gaps;
}

function cut({ segment, bits }: Match, { fromIdx, toIdx }: Bounds): Slice {
  const { startIdx, endIdx } = segment;
  const from = Math.max(0, fromIdx - startIdx);
  const to = Math.max(from, Math.min(endIdx, toIdx) - startIdx);
  return { segment, bits, from, to };
}

/** Entries with a claim of their own leave the range of the others and go by theirs. */
async function cutByClaims(
  { tx, scope, range, bounds, recorded }: Reading,
  matches: Match[],
): Promise<Pick<Result, "slices" | "claimed">> {
  const wanted = matches.map(({ segment }) => {
    return { segment, dimension: "moments", part: 0 };
  });
  const contents = await loadBlocks(tx, scope.organizationId, wanted);
  const isInRange = createRangeTest(range);
  const claimed: Claimed[] = [];
  const slices = matches.map((match, at) => {
    const [whole, within] = [cut(match, bounds), cut(match, recorded)];
    const places = [whole.from, whole.to, within.from, within.to];
    const key = [...places, range.from, range.to].join(" ");
    const known = cutRows.get(match.bits);
    const rows =
      known?.key === key
        ? known
        : { key, ...cutMatch(match, { whole, within }, contents[at], isInRange) };
    cutRows.set(match.bits, rows);
    for (const one of rows.claimed) claimed.push(one);
    return { ...whole, bits: rows.bits };
  });
  return { slices, claimed };
}

type CutRows = { bits: Bits; claimed: Claimed[] };

/** As long as a match is held: what was counted of its rows stays with these bits. */
const cutRows = new WeakMap<Bits, CutRows & { key: string }>();

function cutMatch(
  match: Match,
  { whole, within }: Record<"whole" | "within", Slice>,
  moments: Uint8Array | undefined,
  isInRange: (time: bigint) => boolean,
): CutRows {
  const { segment } = match;
  const kept = keepRange(match, within);
  const claimed: Claimed[] = [];
  const { rows, times } = decodeMoments(moments ?? new Uint8Array());
  for (const [place, row] of rows.entries()) {
    const time = times[place] ?? 0n;
    clearBit(kept, row);
    if (row < whole.from || row >= whole.to || !hasBit(match.bits, row)) continue;
    if (!isInRange(time)) continue;
    setBit(kept, row);
    claimed.push({ idx: segment.startIdx + row, time });
  }
  return { bits: kept, claimed };
}

function keepRange({ segment, bits }: Match, { from, to }: Slice): Bits {
  const kept = createBits(segment.endIdx - segment.startIdx);
  fillRange(kept, from, to);
  andBits(kept, bits);
  return kept;
}

function createRangeTest(range: ResolvedRange): (time: bigint) => boolean {
  const from = range.from === null ? null : parseInstant(range.from);
  const to = range.to === null ? null : parseInstant(range.to);
  return (time) => (from === null || time >= from) && (to === null || time < to);
}
