import { type Bits, createBits, orBits } from "@/lib/segments/bitmap";
import type { Dictionary, Ordinals } from "@/lib/segments/column";
import type { Matcher } from "@/lib/segments/matcher";

/** By ordinal whether the value is wanted, and how many rows have such a value. */
export type Table = { isWanted: Uint8Array; count: number };

export function createTable({ values, counts }: Dictionary, isMatch: Matcher): Table {
  const isWanted = new Uint8Array(values.length);
  let count = 0;
  for (const [ordinal, value] of values.entries()) {
    if (!isMatch(value)) continue;
    isWanted[ordinal] = 1;
    count += counts[ordinal] ?? 0;
  }
  return { isWanted, count };
}

/** Leaves the rows whose value is wanted; few rows left cost little. */
export function keepWanted(bits: Bits, ordinals: Ordinals, { isWanted }: Table): void {
  for (let at = 0; at < bits.length; at += 1) {
    const word = bits[at] ?? 0;
    if (word !== 0) bits[at] = keepInWord(word, at * 32, ordinals, isWanted);
  }
}

function keepInWord(
  word: number,
  base: number,
  ordinals: Ordinals,
  isWanted: Uint8Array,
): number {
  let kept = 0;
  if (word === 0xffffffff) {
    for (let bit = 0; bit < 32; bit += 1) {
      kept |= (isWanted[ordinals[base + bit] as number] as number) << bit;
    }
    return kept;
  }
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const bit = 31 - Math.clz32(rest & -rest);
    kept |= (isWanted[ordinals[base + bit] as number] as number) << bit;
  }
  return kept;
}

export type TestedColumn = { ordinals: Ordinals; table: Table };

/** Leaves the rows of which any of the columns has a wanted value. */
export function keepAny(bits: Bits, columns: TestedColumn[]): void {
  const [only] = columns;
  if (only && columns.length === 1) {
    keepWanted(bits, only.ordinals, only.table);
    return;
  }
  const any = createBits(bits.length * 32);
  for (const { ordinals, table } of columns) {
    const kept = bits.slice();
    keepWanted(kept, ordinals, table);
    orBits(any, kept);
  }
  bits.set(any);
}
