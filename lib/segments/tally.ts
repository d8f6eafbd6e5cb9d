import { type Bits, countRange } from "./bitmap";
import type { Dictionary, Ordinals } from "./column";

/** Rows of a segment that are counted, `count` of them. */
export type CountedRows = {
  bits: Bits;
  from: number;
  to: number;
  rowCount: number;
  count: number;
};

export function describeRows(rows: Omit<CountedRows, "count">): CountedRows {
  return { ...rows, count: countRange(rows.bits, rows.from, rows.to) };
}

/** Whether every row of the segment is counted: its dictionary knows the answer then. */
export function isWhole({ count, rowCount }: CountedRows): boolean {
  return count === rowCount;
}

/** How many of the rows have each ordinal; most rows of a segment are counted by the rest. */
export function countOrdinals(
  { bits, from, to, rowCount, count }: CountedRows,
  ordinals: Ordinals,
  { counts }: Dictionary,
): Uint32Array {
  const isMost = from === 0 && to === rowCount && count * 2 > rowCount;
  const found = new Uint32Array(counts.length);
  const flip = isMost ? 0xffffffff : 0;
  for (let at = from >>> 5; at < Math.ceil(to / 32); at += 1) {
    let word = ((bits[at] as number) ^ flip) & maskOf(at * 32, from, to);
    for (; word !== 0; word &= word - 1) {
      const ordinal = ordinals[at * 32 + 31 - Math.clz32(word & -word)] as number;
      found[ordinal] = (found[ordinal] as number) + 1;
    }
  }
  if (!isMost) return found;
  return found.map((rest, ordinal) => (counts[ordinal] ?? 0) - rest);
}

/** Ranges that move with the clock would fill it otherwise. */
const countsMax = 32;
const counted = new WeakMap<Bits, Map<string, Uint32Array>>();

/** What was counted of these very rows before; it stays as long as they are held. */
export function findCounted(
  { bits, from, to }: CountedRows,
  dimension: string,
): Uint32Array | undefined {
  return counted.get(bits)?.get(`${dimension} ${from} ${to}`);
}

/** Requires: nobody changes the rows afterwards. */
export function keepCounted(
  { bits, from, to }: CountedRows,
  dimension: string,
  counts: Uint32Array,
): void {
  const known = counted.get(bits) ?? new Map<string, Uint32Array>();
  if (known.size >= countsMax) known.clear();
  known.set(`${dimension} ${from} ${to}`, counts);
  counted.set(bits, known);
}

/** The bits of a word of 32 rows, beginning at `base`, that lie between the bounds. */
function maskOf(base: number, from: number, to: number): number {
  const low = base >= from ? -1 : -1 << (from - base);
  const high = base + 32 <= to ? -1 : ~(-1 << (to - base));
  return low & high;
}

type Vocabulary = {
  values: (string | null)[];
  ids: Map<string | null, number>;
  placed: WeakMap<Dictionary, Uint32Array>;
};

const valuesMax = 500_000;
const vocabularies = new Map<string, Vocabulary>();

/** Sums over segments, whose dictionaries have their values in places of their own. */
export type Tally = {
  add: (dictionary: Dictionary, counts: ArrayLike<number>) => void;
  list: () => Map<string | null, number>;
};

export function createTally(dimension: string): Tally {
  const vocabulary = findVocabulary(dimension);
  let sums = new Float64Array(vocabulary.values.length);
  return {
    add: (dictionary, counts) => {
      const places = placeValues(vocabulary, dictionary);
      if (sums.length < vocabulary.values.length) {
        const grown = new Float64Array(vocabulary.values.length * 2);
        grown.set(sums);
        sums = grown;
      }
      for (let ordinal = 0; ordinal < places.length; ordinal += 1) {
        const place = places[ordinal] as number;
        sums[place] = (sums[place] as number) + (counts[ordinal] as number);
      }
    },
    list: () => {
      const found = new Map<string | null, number>();
      for (const [place, value] of vocabulary.values.entries()) {
        const sum = sums[place] ?? 0;
        if (sum > 0) found.set(value, sum);
      }
      return found;
    },
  };
}

/** Shared by all counts of a dimension, so that a dictionary is looked up once. */
function findVocabulary(dimension: string): Vocabulary {
  const known = vocabularies.get(dimension);
  if (known && known.values.length < valuesMax) return known;
  const fresh = { values: [], ids: new Map(), placed: new WeakMap() };
  vocabularies.set(dimension, fresh);
  return fresh;
}

function placeValues(vocabulary: Vocabulary, dictionary: Dictionary): Uint32Array {
  const known = vocabulary.placed.get(dictionary);
  if (known) return known;
  const places = Uint32Array.from(dictionary.values, (value) => {
    const id = vocabulary.ids.get(value);
    if (id !== undefined) return id;
    vocabulary.ids.set(value, vocabulary.values.length);
    return vocabulary.values.push(value) - 1;
  });
  vocabulary.placed.set(dictionary, places);
  return places;
}
