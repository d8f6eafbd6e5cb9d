import { foldAscii } from "@/lib/entries/free-text";
import type { Entry } from "@/lib/entries/model";
import { hasOtherTime, timeOf } from "@/lib/entries/occurrence";
import { listOwnLines } from "@/lib/entries/search-text";
import { type Bits, createBits, hasBit, setBit } from "./bitmap";
import { encodeColumn } from "./column";
import { type Dimension, dimensions, formatActorValue } from "./dimension";
import type { Block } from "./layout";
import { encodeLookup, type LookupField, lookupFields } from "./lookup";
import { encodeMoments, encodeRows } from "./moments";
import { addToSignature, createSignature, encodeSignature } from "./signature";
import {
  encodeWords,
  frequentRowsMin,
  isListed,
  listFragments,
  listWords,
  type WordRows,
} from "./words";

/** What is to be indexed of an entry, by what the hashed texts say. */
export type IndexedRow = { row: number; clientId: string | null; entry: Entry };

export type SegmentBuilder = {
  add: (row: IndexedRow) => void;
  finish: () => Block[];
};

/** Rows come in ascending order; equal rows and salts make equal blocks. */
export function createBuilder(rowCount: number, salt: string): SegmentBuilder {
  const columns = new Map<Dimension, (string | null)[]>();
  for (const one of dimensions) columns.set(one, new Array(rowCount).fill(null));
  const lookups = new Map<LookupField, (string | null)[]>();
  for (const one of lookupFields) lookups.set(one, new Array(rowCount).fill(null));
  const moments: { row: number; time: bigint }[] = [];
  const collector = createTextCollector(rowCount);
  const present = createBits(rowCount);
  const add = (indexed: IndexedRow) => {
    const { row, entry } = indexed;
    setBit(present, row);
    for (const [dimension, values] of columns)
      values[row] = readValue(dimension, indexed);
    for (const [field, values] of lookups) values[row] = readLookup(field, entry);
    if (hasOtherTime(entry)) moments.push({ row, time: timeOf(entry, "occurred") });
    for (const line of listOwnLines(entry)) collector.add(row, line);
  };
  const finish = () => [
    ...[...columns].flatMap(([dimension, values]) => encodeColumn(dimension, values)),
    ...[...lookups].flatMap(([field, values]) => encodeLookup(field, values, salt)),
    { dimension: "moments", part: 0, content: encodeMoments(moments) },
    { dimension: "absent", part: 0, content: encodeRows(listAbsent(present, rowCount)) },
    ...collector.finish(),
  ];
  return { add, finish };
}

function listAbsent(present: Bits, rowCount: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row += 1) if (!hasBit(present, row)) rows.push(row);
  return rows;
}

function readValue(dimension: Dimension, { entry, clientId }: IndexedRow): string | null {
  switch (dimension) {
    case "entity":
      return entry.target?.type ?? null;
    case "actor":
      return formatActorValue({ ...entry.actor, keyId: entry.key_id });
    case "client":
      return clientId;
    case "ip":
      return entry.context.ip;
    case "ua":
      return entry.context.user_agent;
    default:
      return entry[dimension];
  }
}

function readLookup(field: LookupField, { target, context }: Entry): string | null {
  switch (field) {
    case "id":
      return target?.id ?? null;
    case "session":
      return context.session_id;
    case "request":
      return context.request_id;
  }
}

const sharedLengthMax = 200;
const sharedLinesMax = 20_000;

/** Frequent words and fragments with their rows, rare words in the signature. */
function createTextCollector(rowCount: number) {
  const words = new Map<string, number[]>();
  const fragments = new Map<string, number[]>();
  /** Lines that many entries share are taken apart once. */
  const known = new Map<string, number[][]>();
  const findRows = (line: string): number[][] => {
    const folded = foldAscii(line);
    return [
      ...listWords(folded).map((word) => rowsOf(words, word)),
      ...listFragments(folded).map((fragment) => rowsOf(fragments, fragment)),
    ];
  };
  const add = (row: number, line: string) => {
    let found = known.get(line);
    if (!found) {
      found = findRows(line);
      if (known.size >= sharedLinesMax) known.clear();
      if (line.length <= sharedLengthMax) known.set(line, found);
    }
    for (const rows of found) if (rows.at(-1) !== row) rows.push(row);
  };
  const finish = (): Block[] => {
    const listed: WordRows[] = [];
    const signature = createSignature(rowCount);
    for (const [word, rows] of words) {
      if (isListed(word, rows.length)) listed.push({ word, rows });
      else for (const row of rows) addToSignature(signature, word, row);
    }
    const shared = Array.from(fragments, ([word, rows]) => ({ word, rows })).filter(
      ({ rows }) => rows.length >= frequentRowsMin,
    );
    return [
      ...encodeWords("words", listed, rowCount),
      ...encodeWords("fragments", shared, rowCount),
      ...encodeSignature(signature),
    ];
  };
  return { add, finish };
}

function rowsOf(known: Map<string, number[]>, text: string): number[] {
  const rows = known.get(text);
  if (rows) return rows;
  const fresh: number[] = [];
  known.set(text, fresh);
  return fresh;
}
