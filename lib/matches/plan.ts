import { type FieldName, fieldNames } from "@/lib/entries/fields";
import type { Filter } from "@/lib/entries/filter";
import { listSpellings, parseFreeText } from "@/lib/entries/free-text";
import { type Dimension, isDimension, parseActorValue } from "@/lib/segments/dimension";
import type { LookupField } from "@/lib/segments/lookup";
import { createMatcherOfAny, type Matcher } from "@/lib/segments/matcher";

export type ColumnTest = { dimension: Dimension; isMatch: Matcher };
export type LookupTest = { field: LookupField; include: string[]; exclude: string[] };
export type WordTest = { spellings: string[]; isExcluded: boolean };

/** What a selection asks of an entry, its range and its freeze apart. */
export type Plan = {
  /** Plans of equal keys select the same rows. */
  key: string;
  /** Of each group one test must hold. */
  columns: ColumnTest[][];
  lookups: LookupTest[];
  /** The free text, and what it means. */
  q: string | null;
  words: WordTest[];
};

type Reader = {
  clientId: string | null;
  own: { userId: string; clientIds: string[] } | null;
};
type ClientIds = ReadonlyMap<string, string>;

export function createPlan(
  reader: Reader,
  { terms, q }: Pick<Filter, "terms" | "q">,
  clientIds: ClientIds,
): Plan {
  const named = fieldNames.filter((name) => terms[name]);
  const text = q === null ? { has: [], hasNot: [] } : parseFreeText(q);
  return {
    key: JSON.stringify([
      ...[reader.clientId, reader.own, q],
      ...named.map((name) => [name, terms[name]]),
      ...(terms.client ? [...clientIds] : []),
    ]),
    columns: [
      ...testsOfReader(reader),
      ...named.filter(isDimension).map((name) => [testOf(name, terms[name], clientIds)]),
    ],
    lookups: named
      .filter(isLookup)
      .map((field) => ({ field, ...noTerms, ...terms[field] })),
    q,
    words: [
      ...text.has.map((word) => testOfWord(word, false)),
      ...text.hasNot.map((word) => testOfWord(word, true)),
    ],
  };
}

const noTerms = { include: [], exclude: [] };

function isLookup(name: FieldName): name is LookupField {
  return !isDimension(name);
}

function testOfWord(word: string, isExcluded: boolean): WordTest {
  return { spellings: listSpellings(word), isExcluded };
}

/** The same narrowing as `whereScope`. */
function testsOfReader({ clientId, own }: Reader): ColumnTest[][] {
  const groups: ColumnTest[][] = [];
  if (clientId !== null) {
    groups.push([{ dimension: "client", isMatch: (value) => value === clientId }]);
  }
  if (own !== null) {
    const clients = new Set<string | null>(own.clientIds);
    groups.push([
      { dimension: "client", isMatch: (value) => clients.has(value) },
      {
        dimension: "actor",
        isMatch: remember((value) => parseActorValue(value).id === own.userId),
      },
    ]);
  }
  return groups;
}

function testOf(
  dimension: Dimension,
  terms: { include: string[]; exclude: string[] } | undefined,
  clientIds: ClientIds,
): ColumnTest {
  const { include, exclude } = terms ?? noTerms;
  const isWanted = createMatcherOfAny(dimension, include, clientIds);
  const isUnwanted = createMatcherOfAny(dimension, exclude, clientIds);
  const isMatch = remember(
    (value) => (include.length === 0 || isWanted(value)) && !isUnwanted(value),
  );
  return { dimension, isMatch };
}

/** Segments share most of their values. */
function remember(isMatch: Matcher): Matcher {
  const known = new Map<string | null, boolean>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const answer = isMatch(value);
    known.set(value, answer);
    return answer;
  };
}
