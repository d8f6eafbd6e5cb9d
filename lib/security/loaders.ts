import { gatePage } from "@/lib/access/auth";
import { loadForm } from "@/lib/forms/loaders";
import { findOrganizationById } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { listProviders } from "@/lib/single-sign-on/queries";
import { findSecurityPolicy } from "./queries";

/** How people of this organization sign in. */
export async function loadSecurity() {
  const { scope } = await gatePage("security:manage");
  const { organizationId } = scope;
  const { policy, providers, organization } = await readInScope(scope, async (tx) => ({
    policy: await findSecurityPolicy(tx, organizationId),
    providers: await listProviders(tx, organizationId),
    organization: await findOrganizationById(tx, organizationId),
  }));
  return {
    isDemo: organization?.isDemo ?? false,
    form: await loadForm("security", {
      secondFactorRoles: policy.secondFactorRoles,
      sessionHours: String(policy.sessionHours),
    }),
    providerForm: await loadForm("provider"),
    providers,
    callback: `${process.env.CUSTODY_URL ?? ""}/api/auth/callback`,
  };
}
