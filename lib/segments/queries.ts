import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { type FieldName, fields } from "@/lib/entries/fields";
import { everything, type Filter } from "@/lib/entries/filter";
import { foldAscii } from "@/lib/entries/free-text";
import { type Bounds, type ClientIds, isElsewhen } from "@/lib/entries/sql";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { readInScope } from "@/lib/runtime/transaction";
import {
  findBounds,
  findClientIds,
  type Selection,
  whereSelection,
} from "@/lib/selections/queries";
import { type Dimension, isDimension } from "./dimension";
import { describeFacet, type Facet, type FacetNames, groupCounts } from "./facet";
import { countRowBuckets, countRowValues } from "./sql";
import { listEdges, type Timeline } from "./timeline";

const suggestionRange = { kind: "relative", token: "90d" } as const;

type Reading = { tx: Tx; scope: Scope; bounds: Bounds; clientIds: ClientIds };

/** How many entries the selection has. */
export function countSelection(scope: Scope, selection: Selection): Promise<number> {
  return read(scope, selection, async ({ tx, bounds, clientIds }) => {
    const where = whereSelection(scope, selection, bounds, clientIds);
    const [row] = await tx.execute<{ count: string }>(sql`
      select count(*) as count from custody.entries where ${where}`);
    return Number(row?.count);
  });
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
    const counts = await countValues(reading, selection, wanted);
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
  return read(scope, selection, async ({ tx, bounds, clientIds }) => {
    const { from, to } = await findSpan(tx, scope, selection);
    const edges = listEdges(from, to, bucketCount);
    const buckets = edges.slice(1).map((edge, place) => {
      return { from: edges[place] ?? from, to: edge, success: 0, failed: 0, denied: 0 };
    });
    if (buckets.length === 0) return { from, to, buckets };
    const where = whereSelection(scope, selection, bounds, clientIds);
    const { by } = selection.filter;
    for (const { bucket, outcome, count } of await countRowBuckets(tx, where, {
      by,
      edges,
    })) {
      const counted = buckets[bucket];
      if (counted) counted[outcome] += count;
    }
    return { from, to, buckets };
  });
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
    const counts = await countValues(reading, selection, [field]);
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
  return readInScope(scope, async (tx) => {
    const bounds = await findBounds(tx, scope, selection);
    const clientIds = await findClientIds(tx, selection.filter);
    return body({ tx, scope, bounds, clientIds });
  });
}

async function countValues(
  { tx, scope, bounds, clientIds }: Reading,
  selection: Selection,
  wanted: Dimension[],
) {
  const { filter } = selection;
  const counts = new Map<Dimension, Map<string | null, number>>();
  const free = wanted.filter((field) => !filter.terms[field]);
  const groups = [
    free,
    ...wanted.filter((field) => filter.terms[field]).map((one) => [one]),
  ];
  for (const group of groups) {
    const others = { ...selection, filter: withoutTerms(filter, group) };
    const where = whereSelection(scope, others, bounds, clientIds);
    const counted = await countRowValues(tx, where, group);
    for (const [field, found] of counted) counts.set(field, found);
  }
  return counts;
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

/**
 * From the range's own ends where it has them; else what is kept, or the present. A reader
 * limited to one client never learns when the others were last active.
 */
async function findSpan(
  tx: Tx,
  scope: Scope,
  { filter, range }: Selection,
): Promise<{ from: string; to: string }> {
  const isByClaim = filter.by === "occurred";
  const isOpenNow = range.from !== null || scope.clientId !== null;
  const claimed = (edge: SQL) => sql`case when ${isByClaim} then
    (select ${edge} from custody.entries
      where entries.organization_id = ${scope.organizationId}::uuid and ${isElsewhen(sql`entries`)})
    end`;
  const [row] = await tx.execute<{ from: string | null; to: string }>(sql`
    select
      custody.format_instant(least(
        (select recorded_at from custody.entries
          where entries.organization_id = head.organization_id
            and entries.idx >= head.min_idx
          order by entries.idx limit 1),
        ${claimed(sql`min(occurred_at)`)})) as "from",
      custody.format_instant(greatest(
        case when ${scope.clientId === null} then last_recorded_at end,
        case when ${isOpenNow} then now() end,
        ${claimed(sql`max(occurred_at)`)}) + interval '1 microsecond') as "to"
    from custody.organization_heads head
    where organization_id = ${scope.organizationId}::uuid`);
  const now = new Date().toISOString();
  return { from: range.from ?? row?.from ?? now, to: range.to ?? row?.to ?? now };
}
