/**
 * Guarantees: how often and from where a key was last used is known within seconds, for one
 * small write a key and flush, however many requests there were.
 * Does not: prove anything; what a crash loses is a picture, the entries are the truth.
 */
import { sql } from "drizzle-orm";
import { log } from "@/lib/kit/log";
import { inScope } from "./transaction";

const flushMs = 5_000;

type Use = {
  organizationId: string;
  keyId: string;
  useCount: number;
  refusedCount: number;
  lastIp: string | null;
};

const waiting = new Map<string, Use>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** countKeyUse notes one use of a key, or one refusal of it, for the next flush. */
export function countKeyUse(
  { organizationId, id }: { organizationId: string; id: string },
  ip: string | null,
  outcome: "used" | "refused",
): void {
  const use = waiting.get(id) ?? {
    organizationId,
    keyId: id,
    useCount: 0,
    refusedCount: 0,
    lastIp: null,
  };
  waiting.set(id, use);
  if (outcome === "used") {
    use.useCount += 1;
    use.lastIp = ip;
  } else {
    use.refusedCount += 1;
  }
  timer ??= setTimeout(() => {
    timer = null;
    flushKeyUses().catch((err: unknown) => log.warn({ err }, "key uses were not noted"));
  }, flushMs);
  timer.unref();
}

/** flushKeyUses writes what was noted; a failed write loses that part of the picture. */
export async function flushKeyUses(): Promise<void> {
  const uses = [...waiting.values()];
  waiting.clear();
  for (const use of uses) await writeUse(use);
}

async function writeUse(use: Use): Promise<void> {
  const { organizationId, keyId, useCount, refusedCount, lastIp } = use;
  await inScope({ organizationId, clientId: null }, async (tx) => {
    await tx.execute(sql`
      insert into custody.api_key_days as known
        (organization_id, key_id, day, use_count, refused_count)
      values (${organizationId}::uuid, ${keyId}, (clock_timestamp() at time zone 'UTC')::date,
        ${useCount}, ${refusedCount})
      on conflict (organization_id, key_id, day) do update set
        use_count = known.use_count + excluded.use_count,
        refused_count = known.refused_count + excluded.refused_count`);
    if (useCount === 0) return;
    await tx.execute(sql`
      update custody.api_keys set last_used_at = clock_timestamp(), last_used_ip = ${lastIp}
      where organization_id = ${organizationId}::uuid and id = ${keyId}`);
  });
}
