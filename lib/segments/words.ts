import { type Bits, createBits, setBit } from "./bitmap";
import type { Block } from "./layout";

/** Words in at least this many rows of a segment are listed with their rows. */
export const frequentRowsMin = 8;
const wordLengthMax = 64;
const shortLengthMax = 2;

/** A run of ASCII letters and digits, or of anything beyond ASCII, in folded text. */
const wordPattern = /[a-z0-9\u0080-\uffff]+/g;

export function listWords(folded: string): string[] {
  return folded.match(wordPattern) ?? [];
}

const fragmentLengthMax = 120;

/**
 * What a line says in several words: the line, or the texts within it where it is JSON. A
 * line that holds a fragment holds whatever the fragment holds.
 */
export function listFragments(folded: string): string[] {
  const isNested = folded.startsWith("{") || folded.startsWith("[");
  const texts = isNested
    ? Array.from(folded.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, text = ""]) => text)
    : folded.split("\n");
  return texts.filter(
    (text) => text.length <= fragmentLengthMax && /[^a-z0-9\u0080-\uffff]/.test(text),
  );
}

export function listWordSpans(folded: string): { text: string; from: number }[] {
  return [...folded.matchAll(wordPattern)].map(({ 0: text, index }) => {
    return { text, from: index };
  });
}

/** A word too short for a signature is listed however rare it is. */
export function isListed(word: string, rowCount: number): boolean {
  if (word.length <= shortLengthMax) return true;
  return rowCount >= frequentRowsMin && word.length <= wordLengthMax;
}

const postingBytes = 8192;
/** From here on a bitmap is shorter than a list of rows. */
const listShare = 16;

export type WordRows = { word: string; rows: number[] };

/** Words are listed, and fragments: each with its rows. */
export const listDimensions = {
  words: { list: "words", rows: "rows" },
  fragments: { list: "fragments", rows: "fragment_rows" },
} as const;
export type ListKind = keyof typeof listDimensions;

/** The words in one text, and their rows in a stream that is cut into parts. */
export function encodeWords(
  kind: ListKind,
  words: WordRows[],
  rowCount: number,
): Block[] {
  const dimensions = listDimensions[kind];
  const text = new TextEncoder().encode(
    `\n${words.map(({ word }) => `${word}\n`).join("")}`,
  );
  const head = new Uint8Array(4 + words.length * 4 + text.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, words.length, true);
  for (const [place, { rows }] of words.entries()) {
    view.setUint32(4 + place * 4, rows.length, true);
  }
  head.set(text, 4 + words.length * 4);
  const stream = joinPostings(words.map(({ rows }) => encodeRows(rows, rowCount)));
  const parts = Math.ceil(stream.length / postingBytes);
  return [
    { dimension: dimensions.list, part: 0, content: head },
    ...Array.from({ length: parts }, (_, part) => ({
      dimension: dimensions.rows,
      part,
      content: stream.slice(part * postingBytes, (part + 1) * postingBytes),
    })),
  ];
}

function joinPostings(postings: Uint8Array[]): Uint8Array {
  const length = postings.reduce((sum, one) => sum + one.length, 0);
  const stream = new Uint8Array(length);
  let offset = 0;
  for (const one of postings) {
    stream.set(one, offset);
    offset += one.length;
  }
  return stream;
}

function encodeRows(rows: number[], rowCount: number): Uint8Array {
  if (rows.length * listShare <= rowCount) {
    return new Uint8Array(Uint16Array.from(rows).buffer);
  }
  const bits = createBits(rowCount);
  for (const row of rows) setBit(bits, row);
  return new Uint8Array(bits.buffer);
}

export type WordList = {
  /** Each word between line feeds. */
  text: string;
  /** Where in `text` the words begin, and where in the stream their rows do. */
  starts: Uint32Array;
  offsets: Uint32Array;
  counts: Uint32Array;
};

export function decodeWords(content: Uint8Array, rowCount: number): WordList {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const count = content.length === 0 ? 0 : view.getUint32(0, true);
  const text = new TextDecoder().decode(content.subarray(4 + count * 4));
  const list = {
    text,
    starts: new Uint32Array(count),
    counts: new Uint32Array(count),
    offsets: new Uint32Array(count + 1),
  };
  let start = 1;
  for (let place = 0; place < count; place += 1) {
    const rows = view.getUint32(4 + place * 4, true);
    list.starts[place] = start;
    list.counts[place] = rows;
    list.offsets[place + 1] = (list.offsets[place] ?? 0) + bytesOf(rows, rowCount);
    start = text.indexOf("\n", start) + 1;
  }
  return list;
}

function bytesOf(rows: number, rowCount: number): number {
  return rows * listShare <= rowCount ? rows * 2 : createBits(rowCount).byteLength;
}

/** How a piece of what is looked for lies in a word. */
export type Piece = { text: string; isAtStart: boolean; isAtEnd: boolean };

/** The places of the words that hold the piece. */
export function findWords({ text, starts }: WordList, piece: Piece): number[] {
  const sought = `${piece.isAtStart ? "\n" : ""}${piece.text}${piece.isAtEnd ? "\n" : ""}`;
  const places: number[] = [];
  let at = text.indexOf(sought);
  while (at >= 0) {
    const place = placeOf(starts, piece.isAtStart ? at + 1 : at);
    places.push(place);
    const next = starts[place + 1];
    at =
      next === undefined ? -1 : text.indexOf(sought, piece.isAtStart ? next - 1 : next);
  }
  return places;
}

function placeOf(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** The parts of the stream that hold the rows of a word. */
export function listParts({ offsets }: WordList, place: number): number[] {
  const first = Math.floor((offsets[place] ?? 0) / postingBytes);
  const last = Math.floor(((offsets[place + 1] ?? 0) - 1) / postingBytes);
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

/** Sets the rows of a word; `read` gives the parts that `listParts` names. */
export function addRows(
  bits: Bits,
  list: WordList,
  place: number,
  read: (part: number) => Uint8Array,
): void {
  const start = list.offsets[place] ?? 0;
  const end = list.offsets[place + 1] ?? 0;
  const bytes = new Uint8Array(end - start);
  for (const part of listParts(list, place)) {
    const base = part * postingBytes;
    const from = Math.max(start, base);
    const to = Math.min(end, base + postingBytes);
    bytes.set(read(part).subarray(from - base, to - base), from - start);
  }
  if (end - start === (list.counts[place] ?? 0) * 2) {
    for (const row of new Uint16Array(bytes.buffer)) setBit(bits, row);
    return;
  }
  for (const [at, word] of new Uint32Array(bytes.buffer).entries()) {
    bits[at] = (bits[at] ?? 0) | word;
  }
}
