import { redirect } from "next/navigation";
import { create } from "qrcode";
import { gateArrival, gatePage } from "@/lib/access/auth";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { readInScope } from "@/lib/runtime/transaction";
import { personOf } from "@/lib/sessions/mutations";
import { findSecondFactor, formatEnrolmentUri } from "./queries";
import { formatSquare } from "./square";

export type Enrolment = {
  form: FormState;
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

export async function loadOwnEnrolment(): Promise<Enrolment> {
  const ctx = await gatePage("account:manage");
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
  if (!factor || factor.isConfirmed) redirect(otherwise);
  return {
    form: await loadForm("enrolment"),
    square: formatSquare(create(formatEnrolmentUri(factor.secret, email)).modules),
    secret: factor.secret.replace(/(.{4})(?=.)/g, "$1 "),
  };
}

/** The codes that the form before this page made, shown this once. */
export async function loadRecoveryCodes(): Promise<string[]> {
  await gatePage("account:manage");
  const { codes } = await loadRevealed("enrolment");
  return codes === undefined ? [] : codes.split(" ");
}
