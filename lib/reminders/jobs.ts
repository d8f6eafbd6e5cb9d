import { mintSystemCtx } from "@/lib/access/mint";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { isReminderDue } from "@/lib/retention/model";
import { remindOwners } from "./mutations";

const systemName = "Retention";

/** Before a monthly prune every owner is told, once, what it would take. */
export async function remindOwnersJob(now = new Date()): Promise<void> {
  if (!isReminderDue(now)) return;
  for (const organizationId of await listOrganizationIds()) {
    await remindOwners(mintSystemCtx(organizationId, systemName), { now });
  }
}
