import { headers } from "next/headers";
import { gateSession } from "@/lib/access/auth";
import { leadIn } from "@/lib/access/handlers";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { listArrivals } from "@/lib/access/queries";
import { readContext } from "@/lib/access/request";
import { handleForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import { acceptInvitation } from "./mutations";
import { findInvitation } from "./queries";

/** Makes a member of who brought the link, and signs them in as far as their role lets. */
export const handleAccept = handleForm(
  {
    form: "invitation",
    page: ({ field }) => `/invite/${encodeURIComponent(field("token"))}`,
    fields: ["token", "name", "password"],
  },
  async ({ field }) => {
    const token = field("token");
    const invitation = await findInvitation(token);
    if (!invitation?.isOpen) throw new AppError("link.spent");
    const context = readContext(await headers());
    const ctx = mintAnonymousCtx(invitation.organizationId, context);
    const signedIn = invitation.userId === null ? null : await gateSession();
    const person = signedIn?.principal.kind === "user" ? signedIn.principal : null;
    const account = person && {
      userId: person.userId,
      email: person.email,
      name: person.name,
    };
    const { userId, organizationId } = await acceptInvitation(ctx, {
      token,
      name: account?.name ?? field("name"),
      password: account ? null : field("password"),
      account,
    });
    const arrivals = await listArrivals({ userId });
    const arrival = arrivals.find((one) => one.organizationId === organizationId);
    if (!isNewcomer(arrival)) return "/signin";
    const hasPassedSecondFactor = account !== null && arrival.hasSecondFactor;
    const way = { method: "invitation", hasPassedSecondFactor, isProof: true };
    const { id, stage } = await openSession(arrival, way, context);
    return leadIn({ sessionId: id, stage, userId, role: arrival.role }, "/");
  },
);
