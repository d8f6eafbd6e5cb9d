import { cache } from "react";
import { gateSession } from "@/lib/access/auth";
import { listOrganizationsOf, type Membership } from "./queries";

/** Where else the person signed in on this request may go. */
export const loadOtherOrganizations = cache(async (): Promise<Membership[]> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user") return [];
  const all = await listOrganizationsOf(ctx.principal.sessionId);
  return all.filter(({ id }) => id !== ctx.scope.organizationId);
});
