import { gatePage } from "@/lib/access/auth";
import { listArrivals } from "@/lib/access/queries";
import { loadForm } from "@/lib/forms/loaders";
import { readInScope } from "@/lib/runtime/transaction";
import { countRecoveryCodes } from "@/lib/second-factor/queries";
import { personOf } from "@/lib/sessions/mutations";

async function loadArrival() {
  const ctx = await gatePage("account:manage");
  const { userId } = personOf(ctx);
  const arrivals = await listArrivals({ userId });
  const { organizationId } = ctx.scope;
  const arrival = arrivals.find((one) => one.organizationId === organizationId);
  return { ctx, userId, arrival };
}

/** How somebody signs in: their password, their authenticator, their recovery codes. */
export async function loadOwnSecurity() {
  const { ctx, userId, arrival } = await loadArrival();
  return {
    form: await loadForm("password"),
    removal: await loadForm("factor-removal"),
    hasPassword: arrival?.passwordHash != null,
    hasSecondFactor: arrival?.hasSecondFactor ?? false,
    needsSecondFactor: arrival?.needsSecondFactor ?? false,
    codesLeft: await readInScope(ctx.scope, (tx) => countRecoveryCodes(tx, userId)),
  };
}

/** The page between a form that needs a proof and its second sending. */
export async function loadProof() {
  const { arrival } = await loadArrival();
  return {
    form: await loadForm("reauth"),
    hasPassword: arrival?.passwordHash != null,
    hasSecondFactor: arrival?.hasSecondFactor ?? false,
  };
}
