import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import {
  type Incident,
  type Integrity,
  type Run,
  readRoot,
  type SealedStep,
} from "./model";

const incidentColumns = sql`id, raised_by as "raisedBy", kind,
  first_idx::float8 as "firstIdx", last_idx::float8 as "lastIdx", expected, found, why,
  intact, close_reason as "closeReason", closed_by as "closedBy",
  to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "openedAt",
  to_char(notified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    as "notifiedAt",
  to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt"`;

export async function listOpenIncidents(tx: Tx, scope: Scope): Promise<Incident[]> {
  return tx.execute<Incident>(sql`
    select ${incidentColumns} from custody.integrity_incidents
    where organization_id = ${scope.organizationId}::uuid and closed_at is null
    order by opened_at, first_idx`);
}

export async function listIncidents(tx: Tx, scope: Scope): Promise<Incident[]> {
  return tx.execute<Incident>(sql`
    select ${incidentColumns} from custody.integrity_incidents
    where organization_id = ${scope.organizationId}::uuid
    order by closed_at is not null, opened_at desc limit 50`);
}

export async function findIncident(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Incident | null> {
  const [row] = await tx.execute<Incident>(sql`
    select ${incidentColumns} from custody.integrity_incidents
    where organization_id = ${scope.organizationId}::uuid and id::text = ${id}`);
  return row ?? null;
}

export async function findIntegrity(tx: Tx, scope: Scope): Promise<Integrity> {
  const [row] = await tx.execute<Omit<Integrity, "openIncidents">>(sql`
    select h.min_idx::float8 as "minIdx", h.next_idx::float8 as "nextIdx",
      h.is_closed as "isClosed",
      coalesce(s.size, 0)::float8 as "sealedSize",
      to_char(s.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "sealedAt",
      coalesce(v.verified_size, 0)::float8 as "verifiedSize",
      to_char(v.verified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "verifiedAt",
      coalesce(v.pass_idx, 0)::float8 as "passIdx", v.pass_ms as "passMs",
      to_char(v.pass_finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "passFinishedAt"
    from custody.organization_heads h
    left join custody.verification_states v on v.organization_id = h.organization_id
    left join lateral (
      select o.size, e.sealed_at from custody.sealed_organizations o
      join custody.epochs e on e.epoch_index = o.epoch_index
      where o.organization_id = h.organization_id
      order by o.epoch_index desc limit 1) s on true
    where h.organization_id = ${scope.organizationId}::uuid`);
  if (!row) throw new Error("the organization has no log");
  return { ...row, openIncidents: await listOpenIncidents(tx, scope) };
}

/** The newest checkpoints that sealed something of this organization. */
export async function listSealedSteps(tx: Tx, scope: Scope): Promise<SealedStep[]> {
  const rows = await tx.execute<
    Omit<SealedStep, "fromIdx" | "root"> & { head: string; fromIdx: number }
  >(sql`
    select o.epoch_index::float8 as "epochIndex", o.size::float8 as size, o.head,
      to_char(e.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "sealedAt",
      coalesce(lag(o.size) over (order by o.epoch_index), 0)::float8 as "fromIdx"
    from custody.sealed_organizations o
    join custody.epochs e on e.epoch_index = o.epoch_index
    where o.organization_id = ${scope.organizationId}::uuid
    order by o.epoch_index desc limit 20`);
  return rows.map(({ head, ...row }) => ({ ...row, root: readRoot(head) }));
}

export async function listRuns(tx: Tx, scope: Scope): Promise<Run[]> {
  return tx.execute<Run>(sql`
    select id, kind, is_ok as "isOk", from_idx::float8 as "fromIdx",
      to_idx::float8 as "toIdx",
      to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "startedAt",
      to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "finishedAt"
    from custody.verification_runs
    where organization_id = ${scope.organizationId}::uuid
      and finished_at > now() - interval '30 days'
    order by finished_at desc limit 60`);
}

export async function listVerifierKeys(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ key: string }>(sql`
    select verifier_key as key from custody.log_keys order by from_epoch`);
  return rows.map(({ key }) => key);
}

/** Rows as they are now, with what stands around them: evidence, changed by nobody. */
export async function listEvidence(
  tx: Tx,
  scope: Scope,
  { fromIdx, toIdx }: { fromIdx: number; toIdx: number },
): Promise<{ rows: string[]; heads: string[]; epochs: string[] }> {
  const { organizationId } = scope;
  const rows = await tx.execute<{ row: string }>(sql`
    select row_to_json(e)::text as row from custody.entries e
    where organization_id = ${organizationId}::uuid and idx >= ${fromIdx} and idx < ${toIdx}
    order by idx`);
  const heads = await tx.execute<{ row: string }>(sql`
    select row_to_json(s)::text as row from custody.sealed_organizations s
    where organization_id = ${organizationId}::uuid and size >= ${fromIdx}
    order by epoch_index limit 20`);
  const epochs = await tx.execute<{ row: string }>(sql`
    select row_to_json(e)::text as row from custody.epochs e
    order by epoch_index desc limit 20`);
  const texts = (list: { row: string }[]) => list.map(({ row }) => row);
  return { rows: texts(rows), heads: texts(heads), epochs: texts(epochs) };
}

export type Unannounced = { organizationId: string; id: string };

/** Across organizations: the worker alone may ask. */
export async function listUnannounced(tx: Tx): Promise<Unannounced[]> {
  return tx.execute<Unannounced>(sql`
    select organization_id as "organizationId", id from custody.integrity_incidents
    where announced_at is null order by opened_at limit 100`);
}
