import { mintOperatorCtx } from "@/lib/access/mint";
import { endExpiredAccess } from "./mutations";
import { listOrganizationsWithEnds } from "./queries";

/** Tells the log of every access that ended by itself since the last run. */
export async function endAccessJob(): Promise<number> {
  let count = 0;
  for (const organizationId of await listOrganizationsWithEnds()) {
    count += await endExpiredAccess(mintOperatorCtx(organizationId, "system"), {});
  }
  return count;
}
