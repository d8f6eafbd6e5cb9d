import { headers } from "next/headers";
import { leadIn } from "@/lib/access/handlers";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { paceMs, waitOut } from "@/lib/access/pace";
import { listArrivals } from "@/lib/access/queries";
import { parseNextPath, readContext } from "@/lib/access/request";
import { handleForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import type { Purpose } from "./letter";
import { requestLink, resetPassword, spendSignInLink } from "./mutations";
import { findLink } from "./queries";

const home = "/admin/audit-logs";

/** Answers alike whoever has the address, if anybody has. */
export const handleAskLink = handleForm(
  { form: "ask-sign_in", page: "/signin/link", fields: ["email"] },
  async ({ field }) => {
    await requestPaced("sign_in", field("email"));
    return "/signin/link?sent=1";
  },
);

export const handleAskReset = handleForm(
  { form: "ask-reset", page: "/reset", fields: ["email"] },
  async ({ field }) => {
    await requestPaced("reset", field("email"));
    return "/reset?sent=1";
  },
);

/** Nobody learns from the time of the answer whether a mail was written (T-63). */
async function requestPaced(purpose: Purpose, email: string): Promise<void> {
  const startedAt = performance.now();
  await requestLink(purpose, email, readContext(await headers()));
  await waitOut(startedAt, paceMs.link);
}

async function gateLink(token: string) {
  const link = await findLink(token);
  if (!link?.isOpen) throw new AppError("link.spent");
  const ctx = mintAnonymousCtx(link.organizationId, readContext(await headers()));
  return { link, ctx };
}

/** The link is used here, by a POST: a scanner that opens mail's links uses nothing up. */
export const handleUseLink = handleForm(
  {
    form: "sign_in",
    page: ({ field }) => `/signin/link/${encodeURIComponent(field("token"))}`,
    fields: ["token", "next"],
  },
  async ({ field, publicUrl }) => {
    const { link, ctx } = await gateLink(field("token"));
    const arrivals = await listArrivals({ userId: link.userId });
    const arrival = arrivals.find((one) => one.organizationId === link.organizationId);
    if (!isNewcomer(arrival)) throw new AppError("link.spent");
    await spendSignInLink(ctx, { token: field("token") });
    const way = { method: "link", hasPassedSecondFactor: false, isProof: false };
    const { id, stage } = await openSession(arrival, way, ctx.context);
    const next = parseNextPath(field("next"), publicUrl, home);
    const { role, userId } = arrival;
    return leadIn({ sessionId: id, stage, userId, role }, next);
  },
);

export const handleReset = handleForm(
  {
    form: "reset",
    page: ({ field }) => `/reset/${encodeURIComponent(field("token"))}`,
    fields: ["token", "password"],
  },
  async ({ field }) => {
    const { ctx } = await gateLink(field("token"));
    await resetPassword(ctx, { token: field("token"), password: field("password") });
    return "/signin?reset=1";
  },
);
