import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { formFlashes } from "@/db/schema";

/** What a flash that is too large for a cookie holds, still sealed. */
export async function findSealedFlash(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ sealed: formFlashes.sealed })
    .from(formFlashes)
    .where(and(eq(formFlashes.organizationId, organizationId), eq(formFlashes.id, id)));
  return row?.sealed ?? null;
}
