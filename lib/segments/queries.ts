import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import { loadDictionaries, loadOrdinals } from "@/lib/blocks/queries";
import { type FieldName, fields } from "@/lib/entries/fields";
import { everything, type Filter } from "@/lib/entries/filter";
import { foldAscii } from "@/lib/entries/free-text";
import { formatInstant, instantOf } from "@/lib/kit/time";
import {
  countResult,
  findResult,
  openReading,
  type Reading,
  type Result,
} from "@/lib/results/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type Selection, whereSelection } from "@/lib/selections/queries";
import { countBuckets, findSpan } from "@/lib/timelines/queries";
import type { Dictionary, Ordinals } from "./column";
import { type Dimension, isDimension } from "./dimension";
import { describeFacet, type Facet, type FacetNames, groupCounts } from "./facet";
import { countRowValues } from "./sql";
import {
  type CountedRows,
  countOrdinals,
  createTally,
  describeRows,
  findCounted,
  isWhole,
  keepCounted,
} from "./tally";
import { type Bucket, listEdges, type Timeline } from "./timeline";

const suggestionRange = { kind: "relative", token: "90d" } as const;

type Counts = Map<Dimension, Map<string | null, number>>;

/** How many entries the selection has. */
export function countSelection(scope: Scope, selection: Selection): Promise<number> {
  const { filter } = selection;
  return read(scope, selection, async (reading) =>
    countResult(reading, filter, await findResult(reading, filter)),
  );
}

/**
 * The most frequent values of each field among what the selection's other conditions
 * select, so that choosing a value never makes its siblings disappear.
 */
export function listFacets(
  scope: Scope,
  selection: Selection,
  names: FieldName[],
  valuesMax: number,
): Promise<Facet[]> {
  const wanted = names.filter(isDimension);
  return read(scope, selection, async (reading) => {
    const counts = await countValues(reading, selection.filter, wanted);
    const called = await findNames(reading);
    return wanted.map((field) => {
      const { include = [], exclude = [] } = selection.filter.terms[field] ?? {};
      const chosen = [...new Set([...include, ...exclude])];
      const found = counts.get(field) ?? new Map();
      return describeFacet(field, found, { chosen, valuesMax, names: called });
    });
  });
}

/** The whole result over time, by outcome. */
export function listTimeline(
  scope: Scope,
  selection: Selection,
  bucketCount = 60,
): Promise<Timeline> {
  return read(scope, selection, async (reading) => {
    const result = await findResult(reading, selection.filter);
    const { from, to } = await findSpan(reading, selection.filter, result);
    const edges = listEdges(from, to, bucketCount);
    const spread = { result, edges };
    return { from, to, buckets: await fillBuckets(reading, selection.filter, spread) };
  });
}

/** How many entries there are from each edge to the next. */
export function listBuckets(
  scope: Scope,
  selection: Selection,
  edges: string[],
): Promise<Bucket[]> {
  const { filter } = selection;
  return read(scope, selection, async (reading) => {
    const result = await findResult(reading, filter);
    return fillBuckets(reading, filter, { result, edges });
  });
}

async function fillBuckets(
  reading: Reading,
  filter: Filter,
  { result, edges }: { result: Result; edges: string[] },
): Promise<Bucket[]> {
  const buckets = edges.slice(1).map((to, place) => {
    return { from: edges[place] ?? to, to, success: 0, failed: 0, denied: 0 };
  });
  if (buckets.length === 0) return buckets;
  for (const { bucket, outcome, count } of await countBuckets(reading, filter, {
    result,
    edges,
  })) {
    const counted = buckets[bucket];
    if (counted) counted[outcome] += count;
  }
  return buckets;
}

export type Suggestion = { value: string; label: string | null; count: number };

/** Values of a field that occur in the last 90 days, or are called, as the prefix says. */
export function suggestValues(
  scope: Scope,
  field: FieldName,
  prefix: string,
  limit: number,
): Promise<Suggestion[]> {
  const selection = selectLatest();
  return read(scope, selection, async (reading) => {
    if (!isDimension(field)) return suggestClosed(field);
    const counts = await countValues(reading, selection.filter, [field]);
    const names = await findNames(reading);
    const wanted = foldAscii(prefix);
    const isMeant = (text: string | null) => foldAscii(text ?? "").includes(wanted);
    const found = [...groupCounts(field, counts.get(field) ?? new Map(), names).values()];
    return found
      .filter(({ value, label }) => isMeant(value) || isMeant(label))
      .sort((one, other) => other.count - one.count)
      .slice(0, limit);
  });
}

function suggestClosed(field: FieldName): Suggestion[] {
  return (fields[field].values ?? []).map((value) => ({ value, label: null, count: 0 }));
}

function selectLatest(): Selection {
  const days = 90n;
  const from = formatInstant(instantOf(new Date()) - days * 86_400_000_000n);
  return { filter: { ...everything, range: suggestionRange }, range: { from, to: null } };
}

function read<T>(
  scope: Scope,
  selection: Selection,
  body: (reading: Reading) => Promise<T>,
): Promise<T> {
  return readInScope(scope, async (tx) => body(await openReading(tx, scope, selection)));
}

async function countValues(
  reading: Reading,
  filter: Filter,
  wanted: Dimension[],
): Promise<Counts> {
  const counts: Counts = new Map();
  const free = wanted.filter((field) => !filter.terms[field]);
  const bound = wanted.filter((field) => filter.terms[field]);
  for (const group of [free, ...bound.map((one) => [one])]) {
    if (group.length === 0) continue;
    const others = withoutTerms(filter, group);
    const result = await findResult(reading, others);
    const found = await countInSlices(reading, result, group);
    await addGaps(reading, others, { result, found });
    for (const [field, sums] of found) counts.set(field, sums);
  }
  return counts;
}

async function countInSlices(
  { tx, scope }: Reading,
  { slices }: Result,
  wanted: Dimension[],
): Promise<Counts> {
  const described = slices.map(({ segment, ...slice }) => {
    const rowCount = segment.endIdx - segment.startIdx;
    return { segment, rows: describeRows({ ...slice, rowCount }) };
  });
  const counted = described.filter(({ rows }) => rows.count > 0);
  const counts: Counts = new Map();
  for (const dimension of wanted) {
    const columns = counted.map((one) => ({ ...one, dimension }));
    const dictionaries = await loadDictionaries(tx, scope.organizationId, columns);
    const unknown = columns.filter(
      ({ rows }) => !isWhole(rows) && !findCounted(rows, dimension),
    );
    const loaded = await loadOrdinals(tx, scope.organizationId, unknown);
    const ordinals = new Map(unknown.map((column, at) => [column, loaded[at]]));
    const tally = createTally(dimension);
    for (const [at, column] of columns.entries()) {
      const dictionary = dictionaries[at];
      if (dictionary) tally.add(dictionary, countColumn(column, dictionary, ordinals));
    }
    counts.set(dimension, tally.list());
  }
  return counts;
}

type Column = { rows: CountedRows; dimension: Dimension };

function countColumn(
  column: Column,
  dictionary: Dictionary,
  ordinals: Map<Column, Ordinals | undefined>,
): ArrayLike<number> {
  const { rows, dimension } = column;
  if (isWhole(rows)) return dictionary.counts;
  const known = findCounted(rows, dimension);
  if (known) return known;
  const found = countOrdinals(rows, ordinals.get(column) ?? new Uint8Array(), dictionary);
  keepCounted(rows, dimension, found);
  return found;
}

async function addGaps(
  { tx, scope, range, clientIds }: Reading,
  filter: Filter,
  { result, found }: { result: Result; found: Counts },
): Promise<void> {
  for (const gap of result.gaps) {
    const where = whereSelection(scope, { filter, range }, gap, clientIds);
    for (const [field, values] of await countRowValues(tx, where, [...found.keys()])) {
      const sums = found.get(field);
      for (const [value, count] of values)
        sums?.set(value, (sums.get(value) ?? 0) + count);
    }
  }
}

function withoutTerms(filter: Filter, names: Dimension[]): Filter {
  const kept = Object.entries(filter.terms).filter(
    ([name]) => !(names as string[]).includes(name),
  );
  return { ...filter, terms: Object.fromEntries(kept) };
}

async function findNames({ tx, clientIds }: Reading): Promise<FacetNames> {
  const rows = await tx.execute<{ id: string; slug: string; name: string }>(sql`
    select id, slug, name from custody.clients`);
  const clients = new Map(rows.map(({ id, slug, name }) => [id, { slug, name }]));
  return { clients, clientIds };
}
