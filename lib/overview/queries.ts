import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import type { ResolvedRange } from "@/lib/entries/range";
import { readInScope } from "@/lib/runtime/transaction";

export type ClientSummary = {
  actionCount: number;
  peopleCount: number;
  sessionCount: number;
  sessionSeconds: number;
  scriptCount: number;
  exportCount: number;
};

/** What was done for one client in a time, read along its own stream. */
export function summarizeClient(
  { organizationId, clientId }: Scope,
  range: ResolvedRange,
): Promise<ClientSummary> {
  return readInScope({ organizationId, clientId }, async (tx) => {
    const [row] = await tx.execute<Record<keyof ClientSummary, string | null>>(sql`
      select count(*) as "actionCount",
        count(distinct actor_id) filter (where actor_type = 'user') as "peopleCount",
        count(*) filter (where action = 'remote_session.started') as "sessionCount",
        sum(case when action = 'remote_session.ended'
          and fields[8]::json -> 'metadata' ->> 'duration_seconds' ~ '^[0-9]{1,9}$'
          then (fields[8]::json -> 'metadata' ->> 'duration_seconds')::bigint end
        ) as "sessionSeconds",
        count(*) filter (where action = 'agent.script_executed') as "scriptCount",
        count(*) filter (where verb = 'export') as "exportCount"
      from custody.entries
      where organization_id = ${organizationId}::uuid
        and client_slot = (select client_slot from custody.stream_heads
          where organization_id = ${organizationId}::uuid
            and client_id = ${clientId}::uuid)
        and recorded_at >= ${range.from}::timestamptz
        and recorded_at < ${range.to}::timestamptz`);
    const read = (name: keyof ClientSummary) => Number(row?.[name] ?? 0);
    return {
      actionCount: read("actionCount"),
      peopleCount: read("peopleCount"),
      sessionCount: read("sessionCount"),
      sessionSeconds: read("sessionSeconds"),
      scriptCount: read("scriptCount"),
      exportCount: read("exportCount"),
    };
  });
}
