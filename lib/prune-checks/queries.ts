import type postgres from "postgres";
import type { Finding } from "@/lib/integrity/finding";
import type { Reader } from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { checkPrune, type PrunedStream } from "./check";

/** A prune and the announcements of all its streams are appended together. */
const recordsMax = 4096;

/** The last prune of every stream of a log, against what the log itself says of it. */
export async function checkPrunes(
  sql: Reader,
  { organizationId, name }: LogBounds,
): Promise<Finding[]> {
  const rows = await listPrunedStreams(sql, organizationId, name);
  return rows.flatMap(
    (row) => checkPrune({ ...row, stream: `${name}/c/${row.slot}` }) ?? [],
  );
}

async function listPrunedStreams(
  sql: Reader,
  organizationId: string,
  name: string,
): Promise<Omit<PrunedStream, "stream">[]> {
  // The stream about no client holds the announcements of all others too.
  const internal = `"stream":"${name}/c/0"`;
  return sql<Omit<PrunedStream, "stream">[]>`
    select p.chain as slot, p.size::float8 as size, p.last_header as "lastHeader",
      ${formatTime(sql, sql`p.pruned_at`)} as "prunedAt",
      case when plan.cutoff_at is not null then json_build_object(
        'cutoffAt', ${formatTime(sql, sql`plan.cutoff_at`)},
        'retentionDays', plan.retention_days,
        'isHeld', exists (select from custody.legal_holds l
          where l.organization_id = p.organization_id
            and (l.client_id is null or l.client_id = plan.client_id)
            and l.set_at <= plan.finished_at
            and coalesce(l.released_at, 'infinity') > plan.finished_at)) end as plan,
      (select json_build_object('idx', e.idx, 'fields', to_json(e.fields)::text,
          'recordedAt', ${formatTime(sql, sql`e.recorded_at`)})
        from custody.entries e
        where e.organization_id = p.organization_id and e.client_slot = p.chain
          and e.action = 'log.pruned' and e.idx <= plan.announced_idx
          and e.idx > plan.announced_idx - ${recordsMax}
          and (p.chain > 0 or strpos(e.fields[8], ${internal}) > 0)
        order by e.idx desc limit 1) as record,
      (select json_build_object('idx', e.idx,
          'recordedAt', ${formatTime(sql, sql`e.recorded_at`)})
        from custody.entries e
        where e.organization_id = p.organization_id and e.client_slot = p.chain
          and e.sidx = p.size) as kept,
      (select json_build_object('text', s.head,
          'isLater', ep.sealed_at > p.pruned_at + interval '10 minutes')
        from custody.sealed_streams s
        join custody.epochs ep on ep.epoch_index = s.epoch_index
        where s.organization_id = p.organization_id and s.client_slot = p.chain
        order by s.epoch_index desc limit 1) as head
    from (
      select distinct on (chain) * from custody.pruned_prefixes
      where organization_id = ${organizationId}::uuid and chain >= 0
      order by chain, size desc) p
    left join custody.prunes plan on plan.organization_id = p.organization_id
      and plan.client_slot = p.chain and plan.below_sidx = p.size
      and plan.finished_at is not null
    order by p.chain`;
}

function formatTime(sql: Reader, column: postgres.PendingQuery<postgres.Row[]>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
