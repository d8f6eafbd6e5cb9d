import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { entryIdPattern } from "@/lib/entries/entry-id";
import { packErasure } from "@/lib/erased/sql";
import type { Finding } from "@/lib/integrity/finding";
import { parseRow } from "@/lib/integrity/log-row";
import { checkRowAlone } from "@/lib/integrity/walk";
import { readInScope } from "@/lib/runtime/transaction";

export type AlteredRange = { firstIdx: number | null; lastIdx: number | null };

/** One entry by itself: its texts, its columns, and its header against its own hashes. */
export function checkEntryNow(scope: Scope, id: string): Promise<Finding | null> {
  if (!entryIdPattern.test(id)) return Promise.resolve(null);
  return readInScope(scope, async (tx) => {
    const [packed] = await tx.execute<{ row: string; name: string }>(sql`
      select h.name, concat_ws(chr(31), idx, client_slot, sidx,
          to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          encode(prev_hash, 'hex'), encode(hash, 'hex'), encode(org_prev_hash, 'hex'),
          encode(org_hash, 'hex'), encode(body_root, 'hex'),
          case when array_ndims(fields) = 1 and array_lower(fields, 1) = 1
            then cardinality(fields) else -1 end)
        || concat(
          chr(31), '=' || encode(entry_key, 'hex'),
          chr(31), array_to_string(fields, chr(10), ''),
          chr(31), '=' || e.id, chr(31), '=' || client_id::text,
          chr(31), '=' || to_char(occurred_at at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          chr(31), '=' || action, chr(31), '=' || category, chr(31), '=' || verb,
          chr(31), '=' || outcome, chr(31), '=' || source, chr(31), '=' || vendor,
          chr(31), '=' || actor_type, chr(31), '=' || actor_id,
          chr(31), '=' || target_type, chr(31), '=' || target_id,
          chr(31), '=' || abbrev(ip), chr(31), '=' || key_id,
          chr(31), '=' || session_id, chr(31), '=' || request_id,
          chr(31), '=' || ${packErasure(sql`e`)}) as row
      from custody.entries e
      join custody.organization_heads h on h.organization_id = e.organization_id
      where e.organization_id = ${scope.organizationId}::uuid and e.id = ${id}`);
    if (!packed) return null;
    return checkRowAlone(packed.name, parseRow(packed.row));
  });
}

/** Where entries may be altered, of those the scope covers; a search index is no entry. */
export async function listAlteredRanges(scope: Scope): Promise<AlteredRange[]> {
  return readInScope(scope, (tx) =>
    tx.execute<AlteredRange>(sql`
      select first_idx::float8 as "firstIdx", last_idx::float8 as "lastIdx"
      from custody.integrity_incidents
      where organization_id = ${scope.organizationId}::uuid and closed_at is null
        and first_idx is not null and kind <> 'segment'`),
  );
}

/** The verifier looks at the whole log at once, and opens the incident. */
export async function askVerifier(scope: Scope): Promise<void> {
  await getDatabase().execute(
    sql`select pg_notify('custody_verify', ${scope.organizationId}::text)`,
  );
}
