import { gateSession } from "@/lib/access/auth";
import { listPrunedStretches, type PrunedStretch } from "./queries";

const stretchesShown = 3;

/**
 * What went before the oldest entry that is kept, newest first; null is the whole log.
 * Whoever sees only some clients is told of none: how much others had is not theirs to know.
 */
export async function loadPruned(clientSlug: string | null): Promise<PrunedStretch[]> {
  const ctx = await gateSession();
  if (!ctx || ctx.scope.own !== null) return [];
  return listPrunedStretches(ctx.scope, clientSlug, stretchesShown);
}
