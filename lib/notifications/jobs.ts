import { log } from "@/lib/kit/log";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { removeOldNotifications, sendDigests } from "./mutations";

/** Soon after eight in the morning of each organization. */
export async function sendDigestsJob(now = new Date()): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    const count = await sendDigests(organizationId, now);
    if (count > 0) log.info({ organizationId, count }, "digests are on their way");
  }
}

export async function removeNotificationsJob(): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    await removeOldNotifications(organizationId);
  }
}
