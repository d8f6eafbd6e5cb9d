import type { Scope } from "@/lib/access/model";
import { type FieldName, fields } from "@/lib/entries/fields";
import { everything, type Filter } from "@/lib/entries/filter";
import { foldAscii } from "@/lib/entries/free-text";
import { countValues, findNames } from "@/lib/facets/queries";
import { formatInstant, instantOf } from "@/lib/kit/time";
import {
  countResult,
  findResult,
  type Reading,
  type Result,
  readSelection,
} from "@/lib/results/queries";
import type { Selection } from "@/lib/selections/queries";
import { countBuckets, findSpan } from "@/lib/timelines/queries";
import { isDimension } from "./dimension";
import { describeFacet, type Facet, groupCounts } from "./facet";
import { type Bucket, listEdges, type Timeline } from "./timeline";

const suggestionRange = { kind: "relative", token: "90d" } as const;

/** How many entries the selection has. */
export function countSelection(scope: Scope, selection: Selection): Promise<number> {
  const { filter } = selection;
  return readSelection(scope, selection, async (reading) =>
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
  return readSelection(scope, selection, (reading) =>
    findFacets(reading, selection.filter, names, valuesMax),
  );
}

/** The same of a reading that others share. */
export async function findFacets(
  reading: Reading,
  filter: Filter,
  names: FieldName[],
  valuesMax: number,
): Promise<Facet[]> {
  const wanted = names.filter(isDimension);
  const counts = await countValues(reading, filter, wanted);
  const called = await findNames(reading);
  return wanted.map((field) => {
    const { include = [], exclude = [] } = filter.terms[field] ?? {};
    const chosen = [...new Set([...include, ...exclude])];
    const found = counts.get(field) ?? new Map();
    return describeFacet(field, found, { chosen, valuesMax, names: called });
  });
}

/** The whole result over time, by outcome. */
export function listTimeline(
  scope: Scope,
  selection: Selection,
  bucketCount?: number,
): Promise<Timeline> {
  return readSelection(scope, selection, (reading) =>
    findTimeline(reading, selection.filter, bucketCount),
  );
}

/** The same of a reading that others share. */
export async function findTimeline(
  reading: Reading,
  filter: Filter,
  bucketCount = 60,
): Promise<Timeline> {
  const result = await findResult(reading, filter);
  const { from, to } = await findSpan(reading, filter, result);
  const edges = listEdges(from, to, bucketCount);
  return { from, to, buckets: await fillBuckets(reading, filter, { result, edges }) };
}

/** How many entries there are from each edge to the next. */
export function listBuckets(
  scope: Scope,
  selection: Selection,
  edges: string[],
): Promise<Bucket[]> {
  const { filter } = selection;
  return readSelection(scope, selection, async (reading) => {
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
  return readSelection(scope, selection, async (reading) => {
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
