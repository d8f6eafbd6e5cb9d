import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/access/model";
import { listArrivals } from "@/lib/access/queries";
import { createContact, grantPortalAccess } from "@/lib/contacts/mutations";
import { setPassword } from "@/lib/password/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { actingAs } from "./acting";
import type { TestOrganization } from "./organization";

export type PortalReader = {
  contactId: string;
  clientId: string;
  userId: string;
  email: string;
  ctx: Ctx;
};

type Options = { name?: string; email?: string; password?: string };

/** A contact of a client who was let into its portal, the way the product does it. */
export async function addPortalReader(
  organization: TestOrganization,
  clientSlug: string,
  options: Options = {},
): Promise<PortalReader> {
  const { name = "Sam Reed", email = `${randomUUID()}@client.example` } = options;
  const clientId = organization.clients[clientSlug] ?? "";
  const { ctx } = organization;
  const contact = { clientId, name, email, phone: null, jobTitle: null };
  const { id: contactId } = await createContact(ctx, contact);
  await grantPortalAccess(ctx, { id: contactId });
  const [arrival] = await listArrivals({ email });
  const userId = arrival?.userId ?? "";
  const { password } = options;
  if (password !== undefined) {
    await inScope(ctx.scope, (tx) =>
      setPassword(tx, { userId, password, about: [email, name] }),
    );
  }
  const reader = actingAs(organization, "portal", { userId, clientId });
  return { contactId, clientId, userId, email, ctx: reader };
}
