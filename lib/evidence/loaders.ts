import { gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";

export type EvidenceRights = { mayReview: boolean; mayPack: boolean; mayPin: boolean };

/** What the reader may make of entries; the pages it leads to ask again. */
export async function loadEvidenceRights(): Promise<EvidenceRights> {
  const ctx = await gateSession();
  if (ctx === null) return { mayReview: false, mayPack: false, mayPin: false };
  return {
    mayReview: isAllowed(ctx.principal, "reviews:sign"),
    mayPack: isAllowed(ctx.principal, "packs:create"),
    mayPin: isAllowed(ctx.principal, "cases:write"),
  };
}
