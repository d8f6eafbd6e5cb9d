import { gateSession } from "@/lib/access/auth";
import { loadForm } from "@/lib/forms/loaders";
import { findInvitation } from "./queries";

/** What an invitation says to who opened its link; null for none that is open. */
export async function loadInvitation(token: string) {
  const invitation = await findInvitation(token);
  if (!invitation?.isOpen) return null;
  const ctx = await gateSession();
  const signedIn = ctx?.principal.kind === "user" ? ctx.principal : null;
  const { organizationName, email, name, role, userId } = invitation;
  return {
    organizationName,
    email,
    role,
    hasAccount: userId !== null,
    isSignedInAsThem: userId !== null && signedIn?.userId === userId,
    form: await loadForm("invitation", { name }),
  };
}
