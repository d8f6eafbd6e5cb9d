import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { loadBlocks, loadDictionaries, loadOrdinals } from "@/lib/blocks/queries";
import { whereText } from "@/lib/entries/sql";
import {
  andBits,
  type Bits,
  clearBit,
  createBits,
  createFullBits,
  forEachBit,
  isEmpty,
  orBits,
  removeBits,
  setBit,
} from "@/lib/segments/bitmap";
import { type Cache, createCache } from "@/lib/segments/cache";
import type { Segment } from "@/lib/segments/layout";
import { findRows, hashValue, type LookupField } from "@/lib/segments/lookup";
import { decodeRows } from "@/lib/segments/moments";
import { findTextRows } from "@/lib/texts/queries";
import { createTable, keepAny, type Table } from "./columns";
import type { Plan } from "./plan";

/** The rows of a segment that a plan selects; a segment without any is left out. */
export type Match = { segment: Segment; bits: Bits };

export type Place = { tx: Tx; organizationId: string };

const heldBytesMax = 96 * 2 ** 20;
const segmentsPerTurn = 16;
const holder = globalThis as { custodyMatches?: Cache<Bits | null> };

function findHeld(): Cache<Bits | null> {
  holder.custodyMatches ??= createCache(heldBytesMax);
  return holder.custodyMatches;
}

export async function matchSegments(
  place: Place,
  plan: Plan,
  segments: Segment[],
): Promise<Match[]> {
  const held = findHeld();
  const keyOf = ({ buildId }: Segment) => `${buildId}|${plan.key}`;
  const known = segments.map((segment) => held.get(keyOf(segment)));
  const missing = segments.filter((_, at) => known[at] === undefined);
  const found = new Map<Segment, Bits>();
  for (let at = 0; at < missing.length; at += segmentsPerTurn) {
    const turn = missing.slice(at, at + segmentsPerTurn);
    for (const match of await matchTurn(place, plan, turn)) {
      found.set(match.segment, match.bits);
    }
    for (const segment of turn) {
      const bits = found.get(segment) ?? null;
      held.set(keyOf(segment), bits, (bits?.byteLength ?? 0) + plan.key.length * 2 + 300);
    }
  }
  return segments.flatMap((segment, at) => {
    const bits = known[at] ?? found.get(segment);
    return bits ? [{ segment, bits }] : [];
  });
}

async function matchTurn(
  place: Place,
  plan: Plan,
  segments: Segment[],
): Promise<Match[]> {
  const present = await listPresent(place, segments);
  const columns = await matchColumns(place, plan, present);
  const looked = await matchLookups(place, plan, columns);
  return plan.words.length === 0 ? looked : matchWords(place, plan, looked);
}

async function listPresent(
  { tx, organizationId }: Place,
  segments: Segment[],
): Promise<Match[]> {
  const wanted = segments.map((segment) => ({ segment, dimension: "absent", part: 0 }));
  const contents = await loadBlocks(tx, organizationId, wanted);
  return segments.map((segment, at) => {
    const bits = createFullBits(segment.endIdx - segment.startIdx);
    for (const row of decodeRows(contents[at] ?? new Uint8Array())) clearBit(bits, row);
    return { segment, bits };
  });
}

type Tested = { segment: Segment; dimension: string; table: Table };

/** Dictionaries first: they rule out most segments and tell which ordinals to read. */
async function matchColumns(
  { tx, organizationId }: Place,
  plan: Plan,
  matches: Match[],
): Promise<Match[]> {
  if (plan.columns.length === 0) return matches;
  const wanted = matches.flatMap(({ segment }) =>
    plan.columns.flat().map((test) => ({ segment, ...test })),
  );
  const dictionaries = await loadDictionaries(tx, organizationId, wanted);
  const tested = wanted.map(({ segment, dimension, isMatch }, at) => {
    const table = createTable(dictionaries[at] ?? { values: [], counts: [] }, isMatch);
    return { segment, dimension, table };
  });
  const left = matches.flatMap((match, at) => {
    const width = plan.columns.flat().length;
    const groups = groupTests(plan, tested.slice(at * width, (at + 1) * width), match);
    return groups ? [{ ...match, groups }] : [];
  });
  const needed = left.flatMap(({ groups }) => groups.flat());
  const ordinals = await loadOrdinals(tx, organizationId, needed);
  const columns = needed.map(({ table }, at) => {
    return { table, ordinals: ordinals[at] ?? new Uint8Array() };
  });
  let next = 0;
  for (const { bits, groups } of left) {
    for (const group of groups) {
      keepAny(bits, columns.slice(next, next + group.length));
      next += group.length;
    }
  }
  return left.filter(({ bits }) => !isEmpty(bits));
}

/** The groups that narrow, the narrowest first; null when one of them leaves nothing. */
function groupTests(plan: Plan, tests: Tested[], { segment }: Match): Tested[][] | null {
  const rowCount = segment.endIdx - segment.startIdx;
  let next = 0;
  const groups = plan.columns.map((group) => {
    const tested = tests.slice(next, next + group.length);
    next += group.length;
    return { tested, count: Math.max(...tested.map(({ table }) => table.count)) };
  });
  if (groups.some(({ count }) => count === 0)) return null;
  return groups
    .filter(({ count }) => count < rowCount)
    .sort((one, other) => one.count - other.count)
    .map(({ tested }) => tested);
}

async function matchLookups(
  place: Place,
  plan: Plan,
  matches: Match[],
): Promise<Match[]> {
  let left = matches;
  for (const { field, include, exclude } of plan.lookups) {
    await applyValues(place, left, { field, values: include, keep: andBits });
    await applyValues(place, left, { field, values: exclude, keep: removeBits });
    left = left.filter(({ bits }) => !isEmpty(bits));
  }
  return left;
}

type Applied = {
  field: LookupField;
  values: string[];
  keep: (bits: Bits, found: Bits) => void;
};

async function applyValues(
  place: Place,
  matches: Match[],
  { field, values, keep }: Applied,
): Promise<void> {
  if (values.length === 0) return;
  const rows = await findValues(place, { field, values }, matches);
  for (const [at, { bits }] of matches.entries()) {
    const found = rows[at];
    if (found) keep(bits, found);
  }
}

async function findValues(
  { tx, organizationId }: Place,
  { field, values }: { field: string; values: string[] },
  matches: Match[],
): Promise<Bits[]> {
  const wanted = matches.flatMap(({ segment }, at) =>
    values.map((value) => {
      const key = hashValue(segment.salt, value);
      return { segment, dimension: field, part: key.part, key, at };
    }),
  );
  const contents = await loadBlocks(tx, organizationId, wanted);
  const found = matches.map(({ segment }) =>
    createBits(segment.endIdx - segment.startIdx),
  );
  for (const [one, { key, at }] of wanted.entries()) {
    const bits = found[at];
    if (!bits) continue;
    for (const row of findRows(contents[one] ?? new Uint8Array(), key)) setBit(bits, row);
  }
  return found;
}

async function matchWords(place: Place, plan: Plan, matches: Match[]): Promise<Match[]> {
  let left = matches.map((match) => ({ ...match, possible: match.bits.slice() }));
  for (const test of plan.words) {
    const segments = left.map(({ segment }) => segment);
    const rows = await findTextRows(place, test, segments);
    for (const [at, { bits, possible }] of left.entries()) {
      const found = rows[at];
      if (!found) continue;
      const either = found.possible;
      orBits(either, found.certain);
      if (test.isExcluded) removeBits(bits, either);
      else andBits(bits, found.certain);
      if (test.isExcluded) removeBits(possible, found.certain);
      else andBits(possible, either);
    }
    left = left.filter(({ possible }) => !isEmpty(possible));
  }
  await settle(place, plan, left);
  return left.filter(({ bits }) => !isEmpty(bits));
}

type Unsettled = Match & { possible: Bits };

/** Rows that may match are looked at: the entries themselves decide. */
async function settle(
  { tx, organizationId }: Place,
  { q }: Plan,
  matches: Unsettled[],
): Promise<void> {
  if (q === null) return;
  const places: number[] = [];
  for (const { segment, bits, possible } of matches) {
    removeBits(possible, bits);
    const { startIdx, endIdx } = segment;
    forEachBit(possible, 0, endIdx - startIdx, (row) => places.push(startIdx + row));
  }
  if (places.length === 0) return;
  const rows = await tx.execute<{ idx: string }>(sql`
    select idx from custody.entries
    where organization_id = ${organizationId}::uuid
      and idx = any(${`{${places.join(",")}}`}::bigint[]) and ${whereText(q)}`);
  for (const { idx } of rows) {
    const place = Number(idx);
    const held = matches.find(({ segment }) => place < segment.endIdx);
    if (held) setBit(held.bits, place - held.segment.startIdx);
  }
}
