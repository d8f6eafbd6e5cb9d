import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { AppError } from "@/lib/kit/errors";
import { readInScope } from "@/lib/runtime/transaction";

const sealChannel = "custody_seal";
const pollMs = 150;
const askAgainMs = 1_000;

/**
 * Has every entry that is there now sealed, and waits for it. Throws `seal.unavailable`
 * when no sealer answers in time, or one that found the log altered.
 */
export async function sealNow(
  organizationId: string,
  timeoutMs = 30_000,
): Promise<{ size: number }> {
  const { nextIdx } = await findSealState(organizationId);
  if (!(await hasEpochs()))
    throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
  const startMs = Date.now();
  let askedMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { sealedSize } = await findSealState(organizationId);
    if (sealedSize >= nextIdx) return { size: sealedSize };
    const nowMs = Date.now();
    if (nowMs - startMs > timeoutMs) {
      throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
    }
    if (nowMs - askedMs > askAgainMs) {
      await getDatabase().execute(
        sql`select pg_notify(${sealChannel}, ${organizationId}::text)`,
      );
      askedMs = nowMs;
    }
    await pause(pollMs);
  }
}

/** Without one no sealer ever ran, and waiting for it would not help. */
async function hasEpochs(): Promise<boolean> {
  const [row] = await getDatabase().execute<{ has: boolean }>(
    sql`select exists (select from custody.epochs) as has`,
  );
  return row?.has ?? false;
}

async function findSealState(
  organizationId: string,
): Promise<{ nextIdx: number; sealedSize: number }> {
  return readInScope({ organizationId, clientId: null }, async (tx) => {
    const [row] = await tx.execute<{ next_idx: string; size: string | null }>(sql`
      select next_idx, (
        select size from custody.sealed_organizations s
        where s.organization_id = h.organization_id
        order by epoch_index desc limit 1) as size
      from custody.organization_heads h
      where h.organization_id = ${organizationId}::uuid`);
    return { nextIdx: Number(row?.next_idx ?? 0), sealedSize: Number(row?.size ?? 0) };
  });
}
