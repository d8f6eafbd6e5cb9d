import { sql } from "drizzle-orm";
import { loadDictionaries, loadOrdinals } from "@/lib/blocks/queries";
import type { Filter } from "@/lib/entries/filter";
import { findResult, type Reading, type Result } from "@/lib/results/queries";
import type { Dictionary, Ordinals } from "@/lib/segments/column";
import type { Dimension } from "@/lib/segments/dimension";
import type { FacetNames } from "@/lib/segments/facet";
import { countRowValues } from "@/lib/segments/sql";
import {
  type CountedRows,
  countOrdinals,
  createTally,
  describeRows,
  findCounted,
  isWhole,
  keepCounted,
} from "@/lib/segments/tally";
import { whereSelection } from "@/lib/selections/queries";

export type Counts = Map<Dimension, Map<string | null, number>>;

/** How many entries there are of each value, each field without its own condition. */
export async function countValues(
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
  if (!names.some((name) => filter.terms[name])) return filter;
  const kept = Object.entries(filter.terms).filter(
    ([name]) => !(names as string[]).includes(name),
  );
  return { ...filter, terms: Object.fromEntries(kept) };
}

/** What the values of a facet are called. */
export async function findNames({ tx, clientIds }: Reading): Promise<FacetNames> {
  const rows = await tx.execute<{ id: string; slug: string; name: string }>(sql`
    select id, slug, name from custody.clients`);
  const clients = new Map(rows.map(({ id, slug, name }) => [id, { slug, name }]));
  return { clients, clientIds };
}
