import { headers } from "next/headers";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { requireProofFor } from "@/lib/access/proof";
import { readContext } from "@/lib/access/request";
import { handleForm, handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { askAddress, confirmAddress, removeAddress } from "./mutations";
import { parseAddressToken } from "./token";

const page = "/exports/schedules";

export const handleAskAddress = handleStaffForm(
  { form: "export-address", page, fields: ["email"] },
  async ({ ctx, field }) => {
    requireProofFor(ctx, "schedules:change");
    const { email } = await askAddress(ctx, { email: field("email") });
    return { to: page, notice: `A link to confirm was sent to ${email}.` };
  },
);

export const handleRemoveAddress = handleStaffForm(
  { page, fields: ["email"] },
  async ({ ctx, field }) => {
    await removeAddress(ctx, { email: field("email") });
    return { to: page, notice: "The address gets no more exports." };
  },
);

export const handleConfirmAddress = handleForm(
  {
    form: "confirm-address",
    page: ({ field }) => `/export-address/${encodeURIComponent(field("token"))}`,
    fields: ["token"],
  },
  async ({ field }) => {
    const token = field("token");
    const parsed = parseAddressToken(token);
    if (parsed === null) throw new AppError("link.spent");
    const ctx = mintAnonymousCtx(parsed.organizationId, readContext(await headers()));
    await confirmAddress(ctx, { token });
    return `/export-address/${token}?confirmed=1`;
  },
);
