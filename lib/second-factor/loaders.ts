import { redirect } from "next/navigation";
import { create } from "qrcode";
import { gateArrival, gatePage } from "@/lib/access/auth";
import { isProvedRecently } from "@/lib/access/proof";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { readInScope } from "@/lib/runtime/transaction";
import { personOf } from "@/lib/sessions/mutations";
import { findSecondFactor, formatEnrolmentUri } from "./queries";
import { formatSquare } from "./square";

export type Enrolment = {
  form: FormState;
  /** It takes the place of an authenticator that counts until then. */
  isReplacing: boolean;
  square: { size: number; path: string };
  /** In groups of four, for people who type it. */
  secret: string;
};

export async function loadSecondFactorForm(): Promise<FormState> {
  await gateArrival("second_factor");
  return loadForm("second-factor");
}

/** The secret of an authenticator whose first code is still to come; never shown later. */
export async function loadFirstEnrolment(): Promise<Enrolment> {
  const { organizationId, userId, email } = await gateArrival("enrolment");
  return loadEnrolment({ organizationId, userId, email, otherwise: "/signin" });
}

/** Of a session that was proved a moment ago: whoever sees the secret may set it up. */
export async function loadOwnEnrolment(): Promise<Enrolment> {
  const ctx = await gatePage("account:manage");
  if (!isProvedRecently(ctx)) redirect("/me/security");
  const { userId, email } = personOf(ctx);
  const { organizationId } = ctx.scope;
  return loadEnrolment({ organizationId, userId, email, otherwise: "/me/security" });
}

async function loadEnrolment(who: {
  organizationId: string;
  userId: string;
  email: string;
  otherwise: string;
}): Promise<Enrolment> {
  const { organizationId, userId, email, otherwise } = who;
  const factor = await readInScope({ organizationId, clientId: null }, (tx) =>
    findSecondFactor(tx, userId),
  );
  const secret = factor?.awaitedSecret;
  if (!secret) redirect(otherwise);
  return {
    form: await loadForm("enrolment"),
    isReplacing: factor.isConfirmed,
    square: formatSquare(create(formatEnrolmentUri(secret, email)).modules),
    secret: secret.replace(/(.{4})(?=.)/g, "$1 "),
  };
}

/** The codes that the form before this page made, shown this once. */
export async function loadRecoveryCodes(
  permission: "sign_in" | "account:manage",
): Promise<string[]> {
  await gatePage(permission);
  const { codes } = await loadRevealed("enrolment");
  return codes === undefined ? [] : codes.split(" ");
}
