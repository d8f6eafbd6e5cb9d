import { gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";

export type EvidenceRights = { mayReview: boolean };

/** What the reader may make of entries; the pages it leads to ask again. */
export async function loadEvidenceRights(): Promise<EvidenceRights> {
  const ctx = await gateSession();
  return { mayReview: ctx !== null && isAllowed(ctx.principal, "reviews:sign") };
}
