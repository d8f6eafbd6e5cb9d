import type { Tx } from "@/db/client";
import {
  loadBlocks,
  loadDictionaries,
  loadOrdinals,
  loadWordLists,
} from "@/lib/blocks/queries";
import { foldAscii } from "@/lib/entries/free-text";
import { createTable, keepWanted, type Table } from "@/lib/matches/columns";
import { listPieces, type Sought } from "@/lib/matches/pieces";
import type { WordTest } from "@/lib/matches/plan";
import {
  andBits,
  type Bits,
  createBits,
  createFullBits,
  orBits,
  removeBits,
} from "@/lib/segments/bitmap";
import { searchedDimensions, searchedLines } from "@/lib/segments/dimension";
import type { Segment } from "@/lib/segments/layout";
import {
  createAllBlocks,
  keepBlocks,
  listSlots,
  partOfSlot,
  rowsOfBlocks,
} from "@/lib/segments/signature";
import {
  addRows,
  findWords,
  type ListKind,
  listDimensions,
  listParts,
  type Piece,
  type WordList,
} from "@/lib/segments/words";

/** Rows that hold a text for certain, and rows that may: those need a look at the entry. */
export type TextRows = { certain: Bits; possible: Bits };

/** Most blocks that lack a piece lack one of its first slots. */
const firstSlots = 2;

type Place = { tx: Tx; organizationId: string };

/** For each segment the rows that hold any of the spellings. */
export async function findTextRows(
  place: Place,
  { spellings }: WordTest,
  segments: Segment[],
): Promise<TextRows[]> {
  const found = await findInValues(place, spellings, segments);
  for (const spelling of spellings) {
    const rows = await findSpelling(place, spelling, segments);
    for (const [at, { certain, possible }] of found.entries()) {
      const added = rows[at];
      if (!added) continue;
      orBits(certain, added.certain);
      orBits(possible, added.possible);
    }
  }
  for (const { certain, possible } of found) removeBits(possible, certain);
  return found;
}

/** Values that many entries share are looked at once, not at each entry. */
async function findInValues(
  { tx, organizationId }: Place,
  spellings: string[],
  segments: Segment[],
): Promise<TextRows[]> {
  const wanted = segments.flatMap((segment) =>
    searchedDimensions.map((dimension) => ({ segment, dimension })),
  );
  const dictionaries = await loadDictionaries(tx, organizationId, wanted);
  const isMatch = createValueTest(spellings);
  const hits = wanted.flatMap((one, at) => {
    const dictionary = dictionaries[at];
    if (!dictionary) return [];
    const table = createTable(dictionary, (value) => isMatch(one.dimension, value));
    return table.count > 0 ? [{ ...one, table }] : [];
  });
  const found = new Map(segments.map((segment) => [segment, createEmpty(segment)]));
  const ordinals = await loadOrdinals(tx, organizationId, hits);
  for (const [at, { segment, table }] of hits.entries()) {
    const column = ordinals[at];
    const rows = found.get(segment);
    if (column && rows) orBits(rows.certain, rowsOf(segment, column, table));
  }
  return [...found.values()];
}

function rowsOf(
  segment: Segment,
  ordinals: Parameters<typeof keepWanted>[1],
  table: Table,
): Bits {
  const bits = createFullBits(rowCountOf(segment));
  keepWanted(bits, ordinals, table);
  return bits;
}

function createValueTest(spellings: string[]) {
  const known = new Map<string, Map<string | null, boolean>>();
  return (dimension: (typeof searchedDimensions)[number], value: string | null) => {
    const answers = known.get(dimension) ?? new Map<string | null, boolean>();
    known.set(dimension, answers);
    const answer =
      answers.get(value) ??
      searchedLines(dimension, value).some((line) => {
        const folded = foldAscii(line);
        return spellings.some((spelling) => folded.includes(spelling));
      });
    answers.set(value, answer);
    return answer;
  };
}

async function findSpelling(
  place: Place,
  spelling: string,
  segments: Segment[],
): Promise<TextRows[]> {
  const { tx, organizationId } = place;
  const sought = listPieces(spelling);
  const words = await loadWordLists(tx, organizationId, "words", segments);
  const found = await findSought(place, sought, {
    kind: "words",
    segments,
    lists: words,
  });
  if (sought.isCertain) return found;
  const lists = await loadWordLists(tx, organizationId, "fragments", segments);
  const whole = { text: spelling, isAtStart: false, isAtEnd: false };
  const rows = await findListed(place, whole, { kind: "fragments", segments, lists });
  for (const [at, { certain }] of found.entries()) orBits(certain, rows[at] ?? certain);
  return found;
}

type Lists = { kind: ListKind; segments: Segment[]; lists: WordList[] };

/** The rows that have every piece; certain where one word is all that is sought. */
async function findSought(
  place: Place,
  { pieces, isCertain }: Sought,
  { kind, segments, lists }: Lists,
): Promise<TextRows[]> {
  const found = segments.map((segment) => ({
    certain: createBits(rowCountOf(segment)),
    possible: createFullBits(rowCountOf(segment)),
  }));
  for (const piece of pieces) {
    const listed = await findListed(place, piece, { kind, segments, lists });
    const rare = await findRare(place, piece, segments);
    for (const [at, { certain, possible }] of found.entries()) {
      const [rows, others] = [listed[at], rare[at]];
      if (!rows || !others) continue;
      if (isCertain) orBits(certain, rows);
      orBits(others, rows);
      andBits(possible, others);
    }
  }
  return found;
}

/** The rows of the listed words that hold the piece. */
async function findListed(
  { tx, organizationId }: Place,
  piece: Piece,
  { kind, segments, lists }: Lists,
): Promise<Bits[]> {
  const dimension = listDimensions[kind].rows;
  const places = lists.map((list) => findWords(list, piece));
  const wanted = segments.flatMap((segment, at) => {
    const list = lists[at];
    const parts = list ? (places[at] ?? []).flatMap((one) => listParts(list, one)) : [];
    return [...new Set(parts)].map((part) => ({ segment, dimension, part }));
  });
  const contents = await loadBlocks(tx, organizationId, wanted);
  const byPart = new Map<Segment, Map<number, Uint8Array>>();
  for (const [at, { segment, part }] of wanted.entries()) {
    const parts = byPart.get(segment) ?? new Map<number, Uint8Array>();
    byPart.set(segment, parts.set(part, contents[at] ?? new Uint8Array()));
  }
  return segments.map((segment, at) => {
    const bits = createBits(rowCountOf(segment));
    const list = lists[at];
    const read = (part: number) => byPart.get(segment)?.get(part) ?? new Uint8Array();
    for (const one of list ? (places[at] ?? []) : []) {
      if (list) addRows(bits, list, one, read);
    }
    return bits;
  });
}

/** The rows of blocks in which a rare word may hold the piece. */
async function findRare(
  { tx, organizationId }: Place,
  piece: Piece,
  segments: Segment[],
): Promise<Bits[]> {
  const slots = listSlots(piece.text);
  const blocks = segments.map((segment) => createAllBlocks(rowCountOf(segment)));
  for (const some of [slots.slice(0, firstSlots), slots.slice(firstSlots)]) {
    const wanted = segments.flatMap((segment, at) =>
      blocks[at]?.some((byte) => byte !== 0)
        ? some.map((slot) => ({ segment, slot, at }))
        : [],
    );
    const contents = await loadBlocks(
      tx,
      organizationId,
      wanted.map(({ segment, slot }) => {
        return { segment, dimension: "slots", part: partOfSlot(slot) };
      }),
    );
    for (const [one, { slot, at }] of wanted.entries()) {
      const kept = blocks[at];
      if (kept) keepBlocks(kept, slot, contents[one]);
    }
  }
  return segments.map((segment, at) => {
    const bits = createBits(rowCountOf(segment));
    const kept = blocks[at];
    return kept ? rowsOfBlocks(kept, rowCountOf(segment)) : bits;
  });
}

function createEmpty(segment: Segment): TextRows {
  const rowCount = rowCountOf(segment);
  return { certain: createBits(rowCount), possible: createBits(rowCount) };
}

function rowCountOf({ startIdx, endIdx }: Segment): number {
  return endIdx - startIdx;
}
