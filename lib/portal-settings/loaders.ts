import { gateClientPage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import type { ClientRow } from "@/lib/clients/queries";
import { listContacts } from "@/lib/contacts/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { describeChoices } from "@/lib/portal/choices";
import { findPortal, openReader, type Portal } from "@/lib/portal/queries";
import { readInScope } from "@/lib/runtime/transaction";

export type PortalSettings = {
  client: ClientRow;
  portal: Portal;
  mayUpdate: boolean;
  mayPreview: boolean;
  forms: Record<"portal" | "logo" | "removal", FormState>;
};

/** What the MSP chose for one client. */
export async function loadPortalSettings(slug: string): Promise<PortalSettings> {
  const { ctx, client, scope } = await gateClientPage("portal:read", slug);
  const { portal } = await openReader(scope);
  const { choices, look } = portal;
  const shows = [
    ...(choices.showsAddresses ? ["addresses"] : []),
    ...(choices.showsNotes ? ["notes"] : []),
  ];
  return {
    client,
    portal,
    mayUpdate: isAllowed(ctx.principal, "portal:update"),
    mayPreview: isAllowed(ctx.principal, "portal:preview"),
    forms: {
      portal: await loadForm("portal", {
        staffNames: choices.staffNames,
        shows,
        hiddenCategories: choices.hiddenCategories,
        displayName: look.displayName,
        brandLight: look.brandLight,
        brandDark: look.brandDark,
      }),
      logo: await loadForm("client-logo"),
      removal: await loadForm("client-logo-removal"),
    },
  };
}

export type PortalSummary = { readerCount: number; says: string; mayPreview: boolean };

/** What the client's audit tab says of its portal. */
export async function loadPortalSummary(slug: string): Promise<PortalSummary> {
  const { ctx, client, scope } = await gateClientPage("log:read", slug);
  const { organizationId } = scope;
  return readInScope(scope, async (tx) => {
    const contacts = await listContacts(tx, scope, client.id);
    const { choices } = await findPortal(tx, organizationId, client.id);
    return {
      readerCount: contacts.filter(({ portalGrantedAt }) => portalGrantedAt).length,
      says: describeChoices(choices),
      mayPreview: isAllowed(ctx.principal, "portal:preview"),
    };
  });
}
