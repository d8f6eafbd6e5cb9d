import type { Bits } from "./bitmap";
import { countRange, forEachBit } from "./bitmap";
import type { Dictionary, Ordinals } from "./column";

type Rows = { bits: Bits; from: number; to: number; rowCount: number };

/** Whether every row of the segment is counted: its dictionary knows the answer then. */
export function isWhole({ bits, from, to, rowCount }: Rows): boolean {
  return countRange(bits, from, to) === rowCount;
}

/** Adds to `sums` how many of the rows have each value. */
export function tallyRows(
  rows: Rows,
  { values, counts }: Dictionary,
  ordinals: Ordinals | null,
  sums: Map<string | null, number>,
): void {
  const found = ordinals === null ? counts : countOrdinals(rows, ordinals, values.length);
  for (const [ordinal, value] of values.entries()) {
    const count = found[ordinal] ?? 0;
    if (count > 0) sums.set(value, (sums.get(value) ?? 0) + count);
  }
}

function countOrdinals(
  { bits, from, to }: Rows,
  ordinals: Ordinals,
  valueCount: number,
): Uint32Array {
  const counts = new Uint32Array(valueCount);
  forEachBit(bits, from, to, (row) => {
    const ordinal = ordinals[row] as number;
    counts[ordinal] = (counts[ordinal] as number) + 1;
  });
  return counts;
}
