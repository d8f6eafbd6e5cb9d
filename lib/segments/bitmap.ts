/** One bit a row, lowest first; rows are places in a segment. */
export type Bits = Uint32Array<ArrayBuffer>;

const wordBits = 32;

export function createBits(rowCount: number): Bits {
  return new Uint32Array(Math.ceil(rowCount / wordBits));
}

export function createFullBits(rowCount: number): Bits {
  const bits = createBits(rowCount);
  fillRange(bits, 0, rowCount);
  return bits;
}

export function hasBit(bits: Bits, row: number): boolean {
  return (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

export function setBit(bits: Bits, row: number): void {
  const at = row >>> 5;
  bits[at] = (bits[at] ?? 0) | (1 << (row & 31));
}

export function clearBit(bits: Bits, row: number): void {
  const at = row >>> 5;
  bits[at] = (bits[at] ?? 0) & ~(1 << (row & 31));
}

export function fillRange(bits: Bits, from: number, to: number): void {
  let row = from;
  for (; row < to && (row & 31) !== 0; row += 1) setBit(bits, row);
  for (; row + wordBits <= to; row += wordBits) bits[row >>> 5] = 0xffffffff;
  for (; row < to; row += 1) setBit(bits, row);
}

export function andBits(bits: Bits, other: Bits): void {
  for (let at = 0; at < bits.length; at += 1)
    bits[at] = (bits[at] ?? 0) & (other[at] ?? 0);
}

export function orBits(bits: Bits, other: Bits): void {
  for (let at = 0; at < bits.length; at += 1)
    bits[at] = (bits[at] ?? 0) | (other[at] ?? 0);
}

export function removeBits(bits: Bits, other: Bits): void {
  for (let at = 0; at < bits.length; at += 1)
    bits[at] = (bits[at] ?? 0) & ~(other[at] ?? 0);
}

export function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) count += countWord(bits[at] ?? 0);
  return count;
}

export function countRange(bits: Bits, from: number, to: number): number {
  if (from >= to) return 0;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  let count = 0;
  for (let at = first; at <= last; at += 1) count += countWord(bits[at] ?? 0);
  const before = (bits[first] ?? 0) & ((1 << (from & 31)) - 1);
  const isWholeEnd = (to & 31) === 0;
  const after = isWholeEnd ? 0 : (bits[last] ?? 0) & ~((1 << (to & 31)) - 1);
  return count - countWord(before) - countWord(after);
}

function countWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The rows from `from` up to `to` that are set, ascending. */
export function forEachBit(
  bits: Bits,
  from: number,
  to: number,
  act: (row: number) => void,
): void {
  const last = Math.ceil(to / wordBits);
  for (let at = from >>> 5; at < last; at += 1) {
    let word = bits[at] ?? 0;
    while (word !== 0) {
      const low = word & -word;
      const row = at * wordBits + 31 - Math.clz32(low);
      if (row >= from && row < to) act(row);
      word ^= low;
    }
  }
}

/** At most `limit` set rows from `from` up to `to`, from the one end or the other. */
export function takeRows(
  bits: Bits,
  { from, to }: { from: number; to: number },
  limit: number,
  order: "asc" | "desc",
): number[] {
  const rows: number[] = [];
  const words = { first: from >>> 5, last: Math.ceil(to / wordBits) - 1 };
  const isUp = order === "asc";
  for (let step = 0; step <= words.last - words.first && rows.length < limit; step += 1) {
    const at = isUp ? words.first + step : words.last - step;
    const found: number[] = [];
    const start = Math.max(from, at * wordBits);
    forEachBit(bits, start, Math.min(to, (at + 1) * wordBits), (row) => found.push(row));
    rows.push(...(isUp ? found : found.reverse()));
  }
  return rows.slice(0, limit);
}
