import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";

export type PrunedStretch = {
  runId: string;
  entryCount: number;
  prunedAt: string;
  /** Entries recorded before it went; of several streams the latest. */
  cutoffAt: string;
  /** The shortest of the retentions it followed. */
  retentionDays: number;
  /** The first checkpoint that holds the announcement. */
  epochIndex: number | null;
};

/** Prunes that were carried out, newest first, of one client or of the whole log. */
export function listPrunedStretches(
  scope: Scope,
  clientSlug: string | null,
  limit: number,
): Promise<PrunedStretch[]> {
  const { organizationId } = scope;
  const ofClient =
    clientSlug === null
      ? sql``
      : sql`and p.client_id = (select c.id from custody.clients c
          where c.organization_id = p.organization_id and c.slug = ${clientSlug})`;
  return readInScope(scope, (tx) =>
    tx.execute<PrunedStretch>(sql`
      select p.run_id as "runId", sum(p.below_sidx - p.from_sidx)::float8 as "entryCount",
        custody.format_instant(max(p.finished_at)) as "prunedAt",
        custody.format_instant(max(p.cutoff_at)) as "cutoffAt",
        min(p.retention_days) as "retentionDays",
        (select min(s.epoch_index)::float8 from custody.sealed_organizations s
          where s.organization_id = ${organizationId}::uuid
            and s.size > max(p.announced_idx)) as "epochIndex"
      from custody.prunes p
      where p.organization_id = ${organizationId}::uuid and p.finished_at is not null
        ${ofClient}
      group by p.run_id order by max(p.finished_at) desc limit ${limit}`),
  );
}
