import type { Block } from "./layout";

/** A value of one dimension for each row: an ordinal each, into the dictionary's values. */
export type Dictionary = {
  values: (string | null)[];
  /** How many rows have each value. */
  counts: number[];
};
export type Ordinals = Uint8Array | Uint16Array;

const byteOrdinalsMax = 256;
export const dictionaryPart = 0;
export const ordinalsPart = 1;

/** Values in the order of their first row, so that equal rows make equal bytes. */
export function encodeColumn(dimension: string, rows: (string | null)[]): Block[] {
  const known = new Map<string | null, number>();
  const counts: number[] = [];
  const ordinals = new Uint16Array(rows.length);
  for (const [row, value] of rows.entries()) {
    const ordinal = known.get(value) ?? known.size;
    if (ordinal === known.size) known.set(value, ordinal);
    counts[ordinal] = (counts[ordinal] ?? 0) + 1;
    ordinals[row] = ordinal;
  }
  const dictionary: Dictionary = { values: [...known.keys()], counts };
  const isNarrow = known.size <= byteOrdinalsMax;
  return [
    {
      dimension,
      part: dictionaryPart,
      content: new TextEncoder().encode(JSON.stringify(dictionary)),
    },
    {
      dimension,
      part: ordinalsPart,
      content: isNarrow ? Uint8Array.from(ordinals) : new Uint8Array(ordinals.buffer),
    },
  ];
}

export function decodeDictionary(content: Uint8Array): Dictionary {
  return JSON.parse(new TextDecoder().decode(content)) as Dictionary;
}

/** `content` must begin its buffer: two bytes a row are read in place. */
export function decodeOrdinals(content: Uint8Array, rowCount: number): Ordinals {
  if (content.length === rowCount) return content;
  return new Uint16Array(content.buffer, content.byteOffset, rowCount);
}
