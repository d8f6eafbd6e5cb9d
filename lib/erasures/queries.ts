import { sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { Filter } from "@/lib/entries/filter";
import { type KeptParts, openKept, readTexts } from "@/lib/erased/kept";
import { keptColumn } from "@/lib/erased/sql";
import { listPlaces } from "@/lib/pages/queries";
import { parseHex } from "@/lib/proof/bytes";
import { type ErasedEntry, openWhole } from "@/lib/proof/erased-entry";
import { findResult, openReading } from "@/lib/results/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { createSlotFinder } from "./erased-slots";
import { type Found, parseSubject, type Subject } from "./model";
import { listSubjectFilters } from "./subject-filters";

export type Erasure = {
  organizationId: string;
  id: string;
  subject: Subject | null;
  basis: string;
  reason: string;
  belowIdx: number;
  requestedBy: string;
  requesterName: string | null;
  requestedAt: string;
  approvedBy: string | null;
  approverName: string | null;
  approvedAt: string | null;
  entryCount: number;
  fieldCount: number;
  endedAt: string | null;
  outcome: string | null;
};

type ErasureRow = Omit<Erasure, "subject" | "belowIdx"> & {
  subject: string | null;
  belowIdx: string;
};

const selectErasures = sql`
  select e.organization_id as "organizationId", e.id, e.subject, e.basis, e.reason,
    e.below_idx as "belowIdx", e.requested_by as "requestedBy",
    asker.name as "requesterName", custody.format_instant(e.requested_at) as "requestedAt",
    e.approved_by as "approvedBy", decider.name as "approverName",
    custody.format_instant(e.approved_at) as "approvedAt",
    e.entry_count as "entryCount", e.field_count as "fieldCount",
    custody.format_instant(e.ended_at) as "endedAt", e.outcome
  from custody.erasures e
  left join custody.users asker on asker.id = e.requested_by
  left join custody.users decider on decider.id = e.approved_by`;

function toErasure({ subject, belowIdx, ...row }: ErasureRow): Erasure {
  return {
    ...row,
    belowIdx: Number(belowIdx),
    subject: subject === null ? null : parseSubject(subject),
  };
}

export async function findErasure(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Erasure | null> {
  const [row] = await tx.execute<ErasureRow>(sql`${selectErasures}
    where e.organization_id = ${organizationId}::uuid and e.id = ${id}::uuid`);
  return row ? toErasure(row) : null;
}

/** What was asked for, newest first; whose fields they are is not said here. */
export function listErasures(
  scope: Scope,
  limit: number,
): Promise<Omit<Erasure, "subject">[]> {
  return readInScope(scope, async (tx) => {
    const rows = await tx.execute<ErasureRow>(sql`${selectErasures}
      where e.organization_id = ${scope.organizationId}::uuid
      order by e.requested_at desc limit ${limit}`);
    return rows.map((row) => toErasure({ ...row, subject: null }));
  });
}

/** Of every organization: only the worker's login sees them all. */
export async function listApprovedErasures(): Promise<
  Pick<Erasure, "organizationId" | "id">[]
> {
  return getDatabase().execute<Pick<Erasure, "organizationId" | "id">>(sql`
    select organization_id as "organizationId", id from custody.erasures
    where approved_at is not null and ended_at is null order by approved_at`);
}

export async function findNextIdx(tx: Tx, organizationId: string): Promise<number> {
  const [row] = await tx.execute<{ next: string }>(sql`
    select next_idx as next from custody.organization_heads
    where organization_id = ${organizationId}::uuid`);
  return Number(row?.next ?? 0);
}

const placesAtOnce = 500;
const wholeRange = { from: null, to: null };

/** Every entry with a value about the person, and which values these are. */
export async function findAbout(
  tx: Tx,
  scope: Scope,
  { subject, belowIdx }: { subject: Subject; belowIdx: number },
): Promise<Found[]> {
  const listSlots = createSlotFinder(subject);
  const seen = new Set<number>();
  const found: Found[] = [];
  for (const filter of listSubjectFilters(subject, belowIdx)) {
    for await (const places of streamPlaces(tx, scope, filter)) {
      const fresh = places.filter((place) => !seen.has(place));
      for (const place of fresh) seen.add(place);
      const rows = await readRows(tx, scope.organizationId, fresh);
      found.push(...rows.map((row) => describeRow(row, listSlots)));
    }
  }
  return found
    .filter(({ slots }) => slots.length > 0)
    .sort((left, right) => left.idx - right.idx);
}

type ListSlots = ReturnType<typeof createSlotFinder>;

function describeRow(
  { idx, clientId, fields }: ErasableRow,
  listSlots: ListSlots,
): Found {
  return { idx, clientId, slots: listSlots(fields) };
}

async function* streamPlaces(
  tx: Tx,
  scope: Scope,
  filter: Filter,
): AsyncGenerator<number[]> {
  const reading = await openReading(tx, scope, { filter, range: wholeRange });
  const result = await findResult(reading, filter);
  const order = "asc" as const;
  let position: number | null = null;
  for (;;) {
    const wanted = { limit: placesAtOnce, order, position };
    const places: number[] = await listPlaces(reading, filter, result, wanted);
    yield places;
    if (places.length < placesAtOnce) return;
    position = places.at(-1) ?? null;
  }
}

export type ErasableRow = {
  id: string;
  idx: number;
  sidx: number;
  clientId: string | null;
  stream: string;
  fields: (string | null)[];
  /** What stays of it now, by which the rest is committed to. */
  kept: ErasedEntry;
};

type Row = Omit<ErasableRow, "idx" | "sidx" | "kept"> & {
  idx: string;
  sidx: string;
  entryKey: string | null;
  kept: KeptParts | null;
};

export async function readRows(
  tx: Tx,
  organizationId: string,
  places: readonly number[],
): Promise<ErasableRow[]> {
  if (places.length === 0) return [];
  const rows = await tx.execute<Row>(sql`
    select e.id, e.idx, e.sidx, e.client_id as "clientId",
      h.name || '/c/' || e.client_slot as stream, e.fields,
      encode(e.entry_key, 'hex') as "entryKey", ${keptColumn(sql`e`)} as kept
    from custody.entries e
    join custody.organization_heads h on h.organization_id = e.organization_id
    where e.organization_id = ${organizationId}::uuid
      and e.idx = any(${`{${places.join(",")}}`}::bigint[])
    order by e.idx`);
  return rows.map(({ entryKey, kept, ...row }) => {
    const [idx, sidx] = [Number(row.idx), Number(row.sidx)];
    const fields = readTexts(row.fields);
    return { ...row, idx, sidx, fields, kept: keptOf(fields, entryKey, kept) };
  });
}

function keptOf(
  fields: (string | null)[],
  entryKey: string | null,
  kept: KeptParts | null,
): ErasedEntry {
  if (kept !== null) return openKept(fields, kept);
  return openWhole(parseHex(entryKey ?? ""), fields as string[]);
}

/** Clients that a hold in force covers, of those named; null is the internal stream. */
export async function listHeld(
  tx: Tx,
  organizationId: string,
  clientIds: (string | null)[],
): Promise<(string | null)[]> {
  const held: (string | null)[] = [];
  for (const clientId of clientIds) {
    const [row] = await tx.execute<{ held: boolean }>(sql`
      select custody.is_held(${organizationId}::uuid, ${clientId}::uuid) as held`);
    if (row?.held) held.push(clientId);
  }
  return held;
}
