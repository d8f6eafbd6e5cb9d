import { mintAnonymousCtx } from "@/lib/access/mint";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { findOrganizationById } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { findAskedAddress } from "./queries";
import { parseAddressToken } from "./token";

export type AskedAddress = {
  form: FormState;
  asked: { email: string; organization: string; isOpen: boolean } | null;
};

const noContext = { ip: null, user_agent: null, session_id: null, request_id: null };

/** What a mailed link asks, before anybody is known. */
export async function loadAskedAddress(token: string): Promise<AskedAddress> {
  const form = await loadForm("confirm-address");
  const parsed = parseAddressToken(token);
  if (parsed === null) return { form, asked: null };
  const { organizationId } = parsed;
  const { scope } = mintAnonymousCtx(organizationId, noContext);
  const found = await findAskedAddress(scope, token);
  if (found === null) return { form, asked: null };
  const organization = await readInScope(scope, (tx) =>
    findOrganizationById(tx, organizationId),
  );
  return { form, asked: { ...found, organization: organization?.name ?? "" } };
}
