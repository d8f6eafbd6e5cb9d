import { type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { EntryData } from "@/lib/proof/chain";
import { readInScope } from "@/lib/runtime/transaction";
import type { StreamPlan } from "./model";

/** A retention to look at instead of the one in force: of one client, or of all without one. */
export type Supposed = { clientId: string | null; retentionDays: number };

const noSupposition: Supposed = { clientId: null, retentionDays: 0 };

/** What is past its retention in each stream, now. Holds are said, not left out. */
export async function planPrune(
  tx: Tx,
  organizationId: string,
  now: Date,
  supposed: Supposed = noSupposition,
): Promise<StreamPlan[]> {
  const rows = await tx.execute<Omit<StreamPlan, "fromSidx" | "belowSidx"> & Texts>(sql`
    select s.client_slot as "clientSlot", s.client_id as "clientId", s.name as "clientName",
      s.days as "retentionDays", custody.format_instant(s.cutoff_at) as "cutoffAt",
      s.from_sidx as "fromSidx",
      custody.find_sidx(${organizationId}::uuid, s.client_slot, s.cutoff_at, s.from_sidx)
        as "belowSidx",
      custody.is_held(${organizationId}::uuid, s.client_id) as "isHeld"
    from (
      select h.client_slot, h.client_id, c.name, d.days, p.from_sidx,
        ${now.toISOString()}::timestamptz - make_interval(days => d.days) as cutoff_at
      from custody.stream_heads h
      left join custody.clients c
        on c.organization_id = h.organization_id and c.id = h.client_id
      cross join lateral (select ${daysOf(organizationId, supposed)} as days) d
      cross join lateral (
        select coalesce(max(k.size), 0) as from_sidx from custody.pruned_prefixes k
        where k.organization_id = h.organization_id and k.chain = h.client_slot) p
      where h.organization_id = ${organizationId}::uuid) s
    order by s.name nulls first`);
  return rows.map(({ fromSidx, belowSidx, ...row }) => ({
    ...row,
    fromSidx: Number(fromSidx),
    belowSidx: Number(belowSidx),
  }));
}

type Texts = { fromSidx: string; belowSidx: string };

/** A supposed rule of all holds where no client has a rule of its own. */
function daysOf(organizationId: string, { clientId, retentionDays }: Supposed): SQL {
  const inForce = sql`custody.retention_days(${organizationId}::uuid, h.client_id)`;
  if (retentionDays === 0) return inForce;
  const isMeant =
    clientId === null
      ? sql`not exists (select from custody.retention_rules r
          where r.organization_id = h.organization_id and r.client_id = h.client_id)`
      : sql`h.client_id = ${clientId}::uuid`;
  return sql`case when ${isMeant} then ${retentionDays}::int else ${inForce} end`;
}

export type StreamPosition = { organizationName: string; lastEntry: EntryData };

/** The header of one entry, whose hash every later entry of its stream stands on. */
export async function findHeader(
  tx: Tx,
  organizationId: string,
  { clientSlot, sidx }: { clientSlot: number; sidx: number },
): Promise<StreamPosition> {
  const [row] = await tx.execute<{
    organizationName: string;
    recordedAt: string;
    prevHash: Uint8Array;
    bodyRoot: Uint8Array;
    fieldCount: number;
  }>(sql`
    select h.name as "organizationName",
      custody.format_instant(e.recorded_at) as "recordedAt",
      e.prev_hash as "prevHash", e.body_root as "bodyRoot",
      cardinality(e.fields) as "fieldCount"
    from custody.entries e join custody.organization_heads h using (organization_id)
    where e.organization_id = ${organizationId}::uuid and e.client_slot = ${clientSlot}
      and e.sidx = ${sidx}`);
  if (!row) throw new Error(`stream ${clientSlot} has no entry ${sidx}`);
  const { organizationName, ...header } = row;
  const stream = `${organizationName}/c/${clientSlot}`;
  return { organizationName, lastEntry: { stream, sidx, ...header } };
}

export type PruneRun = {
  runId: string;
  announcedAt: string;
  finishedAt: string | null;
  entryCount: number;
  streamCount: number;
  cutoffAt: string;
};

/** Prunes that were announced, newest first: their receipts. */
export function listPruneRuns(scope: Scope, limit: number): Promise<PruneRun[]> {
  return readInScope(scope, async (tx) => {
    const rows = await tx.execute<PruneRun & { entryCount: string }>(sql`
      select run_id as "runId", custody.format_instant(min(announced_at)) as "announcedAt",
        custody.format_instant(max(finished_at)) as "finishedAt",
        sum(below_sidx - from_sidx)::bigint as "entryCount",
        count(*)::int as "streamCount",
        custody.format_instant(max(cutoff_at)) as "cutoffAt"
      from custody.prunes where organization_id = ${scope.organizationId}::uuid
      group by run_id order by min(announced_at) desc limit ${limit}`);
    return rows.map((row) => ({ ...row, entryCount: Number(row.entryCount) }));
  });
}

export type OpenPrune = { organizationId: string; runId: string; isSealed: boolean };

/** Announced and not done yet, of every organization; asked with the pruner's login. */
export async function listOpenPrunes(database: Database): Promise<OpenPrune[]> {
  return database.execute<OpenPrune>(sql`
    select organization_id as "organizationId", run_id as "runId", is_sealed as "isSealed"
    from custody.list_open_prunes()`);
}

export type PrunePart = {
  clientSlot: number;
  fromSidx: number;
  belowSidx: number;
  organizationName: string;
};

export async function listPruneParts(
  tx: Tx,
  { organizationId, runId }: Omit<OpenPrune, "isSealed">,
): Promise<PrunePart[]> {
  const rows = await tx.execute<PrunePart & Texts>(sql`
    select p.client_slot as "clientSlot", p.from_sidx as "fromSidx",
      p.below_sidx as "belowSidx", h.name as "organizationName"
    from custody.prunes p join custody.organization_heads h using (organization_id)
    where p.organization_id = ${organizationId}::uuid and p.run_id = ${runId}::uuid
      and p.finished_at is null
    order by p.client_slot`);
  return rows.map((row) => ({
    ...row,
    fromSidx: Number(row.fromSidx),
    belowSidx: Number(row.belowSidx),
  }));
}

/** The kept hashes of a chain's pruned prefix so far. */
export async function findPrefix(
  tx: Tx,
  organizationId: string,
  chain: number,
): Promise<{ size: number; nodes: Uint8Array }> {
  const [row] = await tx.execute<{ size: string; nodes: Uint8Array }>(sql`
    select size, nodes from custody.pruned_prefixes
    where organization_id = ${organizationId}::uuid and chain = ${chain}
    order by size desc limit 1`);
  return row ? { ...row, size: Number(row.size) } : { size: 0, nodes: new Uint8Array(0) };
}

const hashesAtOnce = 20_000;
type Range = { from: number; below: number };

/** The entry hashes of a stretch of one stream, in their order. */
export async function* streamHashes(
  tx: Tx,
  organizationId: string,
  { clientSlot, from, below }: Range & { clientSlot: number },
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < below; at += hashesAtOnce) {
    const rows = await tx.execute<{ hash: Uint8Array }>(sql`
      select hash from custody.entries
      where organization_id = ${organizationId}::uuid and client_slot = ${clientSlot}
        and sidx >= ${at} and sidx < ${Math.min(below, at + hashesAtOnce)}
      order by sidx`);
    for (const { hash } of rows) yield hash;
  }
}

export type Link = {
  idx: number;
  recordedAt: string;
  clientSlot: number;
  sidx: number;
  hash: Uint8Array;
  prevHash: Uint8Array;
  orgHash: Uint8Array;
};

/** The organization's links of a stretch, of kept entries and of ones pruned before. */
export async function* streamLinks(
  tx: Tx,
  organizationId: string,
  { from, below }: Range,
): AsyncGenerator<Link> {
  const columns = sql`idx, custody.format_instant(recorded_at) as "recordedAt",
    client_slot as "clientSlot", sidx, hash, org_prev_hash as "prevHash",
    org_hash as "orgHash"`;
  for (let at = from; at < below; at += hashesAtOnce) {
    const isHere = sql`organization_id = ${organizationId}::uuid and idx >= ${at}
      and idx < ${Math.min(below, at + hashesAtOnce)}`;
    const rows = await tx.execute<Link & { idx: string; sidx: string }>(sql`
      select ${columns} from custody.entries where ${isHere}
      union all select ${columns} from custody.pruned_links where ${isHere}
      order by 1`);
    for (const row of rows)
      yield { ...row, idx: Number(row.idx), sidx: Number(row.sidx) };
  }
}

/** Where the organization's chain goes on once a run is done: the first entry that stays. */
export async function findFirstKept(
  tx: Tx,
  organizationId: string,
  runId: string,
): Promise<number> {
  const [row] = await tx.execute<{ idx: string }>(sql`
    select e.idx from custody.entries e
    where e.organization_id = ${organizationId}::uuid
      and not exists (
        select from custody.prunes p
        where p.organization_id = e.organization_id and p.run_id = ${runId}::uuid
          and p.client_slot = e.client_slot and e.sidx < p.below_sidx)
    order by e.idx limit 1`);
  if (!row) throw new Error("nothing would stay");
  return Number(row.idx);
}
