import { mintSystemCtx } from "@/lib/access/mint";
import { applyRetention } from "./mutations";
import { listDueProposalIds } from "./queries";

const systemName = "Retention";

/** Approved proposals whose day has come. */
export async function applyRetentionJob(): Promise<void> {
  for (const { organizationId, id } of await listDueProposalIds()) {
    await applyRetention(mintSystemCtx(organizationId, systemName), { id });
  }
}
