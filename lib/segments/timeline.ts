import { formatInstant, type Instant, parseInstant } from "@/lib/kit/time";

export type Bucket = {
  from: string;
  to: string;
  success: number;
  failed: number;
  denied: number;
};

/** The whole result over time; `from` inclusive, `to` exclusive, as in a range. */
export type Timeline = { from: string; to: string; buckets: Bucket[] };

const second = 1_000_000n;
const minute = 60n * second;
const hour = 60n * minute;
const day = 24n * hour;

/** Widths that people can read off an axis. */
const widths: Instant[] = [
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * second),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * minute),
  ...[1n, 2n, 3n, 6n, 12n].map((count) => count * hour),
  ...[1n, 2n, 7n, 14n, 28n, 91n, 182n, 364n].map((count) => count * day),
];

/** Monday, so that buckets of a week begin with one. */
const origin = 4n * day;

/**
 * The edges of at most `bucketCount` (two or more) buckets of one round width; the first and the last
 * bucket are cut off where the span begins and ends.
 */
export function listEdges(from: string, to: string, bucketCount: number): string[] {
  const start = instantIn(from);
  const end = instantIn(to);
  if (start >= end) return [];
  const width = chooseWidth(start, end, BigInt(bucketCount));
  const edges: Instant[] = [start];
  for (let edge = floor(start, width) + width; edge < end; edge += width) {
    edges.push(edge);
  }
  return [...edges, end].map((edge) => formatInstant(edge) ?? to);
}

function chooseWidth(start: Instant, end: Instant, countMax: bigint): Instant {
  const count = (width: Instant) =>
    (floor(end - 1n, width) - floor(start, width)) / width + 1n;
  const fitting = widths.find((width) => count(width) <= countMax);
  return fitting ?? ((end - start) / (countMax - 1n) / day + 1n) * day;
}

function floor(instant: Instant, width: Instant): Instant {
  const past = (instant - origin) % width;
  return instant - (past < 0n ? past + width : past);
}

function instantIn(text: string): Instant {
  const instant = parseInstant(text, "up");
  if (instant === null) throw new RangeError(`${text} is no time`);
  return instant;
}
