import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { resolveClients } from "@/lib/client-names/queries";
import type { Filter } from "@/lib/entries/filter";
import type { ResolvedRange } from "@/lib/entries/range";
import { type Bounds, type ClientIds, whereFilter } from "@/lib/entries/sql";

/** A filter with what its range means now. */
export type Selection = { filter: Filter; range: ResolvedRange };

/** Time never falls with idx, so a date range is an index range found by two look-ups. */
export async function findBounds(
  tx: Tx,
  scope: Scope,
  { filter, range }: Selection,
): Promise<Bounds> {
  const { organizationId } = scope;
  const isByIdx = filter.by === "recorded";
  const from = isByIdx ? range.from : null;
  const to = isByIdx ? range.to : null;
  const [row] = await tx.execute<{ fromIdx: string; toIdx: string }>(sql`
    select
      case when ${from}::timestamptz is null then min_idx
        else custody.find_idx(${organizationId}::uuid, ${from}::timestamptz)
      end as "fromIdx",
      case when ${to}::timestamptz is null then next_idx
        else custody.find_idx(${organizationId}::uuid, ${to}::timestamptz)
      end as "toIdx"
    from custody.organization_heads where organization_id = ${organizationId}::uuid`);
  const fromIdx = Number(row?.fromIdx ?? 0);
  const toIdx = Number(row?.toIdx ?? 0);
  if (filter.upto === null) return { fromIdx, toIdx };
  const frozenIdx = await findBoundary(tx, scope, filter.upto + 1);
  return { fromIdx, toIdx: Math.min(toIdx, frozenIdx) };
}

/**
 * The idx from which on entries have at least this position: a reader limited to one client
 * counts and freezes its own positions, because idx would tell others' volume.
 */
export async function findBoundary(
  tx: Tx,
  scope: Scope,
  position: number,
): Promise<number> {
  if (positionColumn(scope) === "idx") return position;
  const [row] = await tx.execute<{ idx: string }>(sql`
    select entries.idx from custody.entries
    where entries.organization_id = ${scope.organizationId}::uuid
      and entries.client_slot = (select client_slot from custody.stream_heads heads
        where heads.organization_id = ${scope.organizationId}::uuid
          and heads.client_id = ${scope.clientId}::uuid)
      and entries.sidx >= ${position}
    order by entries.sidx limit 1`);
  return row ? Number(row.idx) : Number.MAX_SAFE_INTEGER;
}

/** What the filter calls clients, and their ids. */
export async function findClientIds(tx: Tx, filter: Filter): Promise<ClientIds> {
  const named = filter.terms.client;
  const references = named ? [...named.include, ...named.exclude] : [];
  if (references.length === 0) return new Map();
  const clients = await resolveClients(tx, references);
  return new Map([...clients].map(([reference, { id }]) => [reference, id]));
}

/** Everything a selection asks of an entry, the scope included. */
export function whereSelection(
  scope: Scope,
  { filter, range }: Selection,
  bounds: Bounds,
  clientIds: ClientIds,
): SQL | undefined {
  const withoutFreeze = { ...filter, upto: null };
  return and(
    whereScope(scope),
    whereFilter(withoutFreeze, { ...range, ...bounds }, clientIds),
  );
}

/** The data layer's own narrowing; row security repeats the first two in the database. */
export function whereScope(scope: Scope): SQL | undefined {
  const { organizationId, clientId, own } = scope;
  return and(
    sql`entries.organization_id = ${organizationId}::uuid`,
    clientId === null ? undefined : sql`entries.client_id = ${clientId}::uuid`,
    own === null
      ? undefined
      : sql`(entries.actor_id = ${own.userId}
          or entries.client_id = any(${`{${own.clientIds.join(",")}}`}::uuid[]))`,
  );
}

/** Readers limited to one client page by its own positions and never learn idx. */
export function positionColumn(scope: Scope): "idx" | "sidx" {
  return scope.clientId === null ? "idx" : "sidx";
}
