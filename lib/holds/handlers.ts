import { handleStaffForm } from "@/lib/forms/handlers";
import { releaseHold, setHold } from "./mutations";

const page = "/settings/retention";

export const handleSetHold = handleStaffForm(
  { form: "hold", page, fields: ["clientSlug", "reason"] },
  async ({ ctx, field, optional }) => {
    await setHold(ctx, { clientSlug: optional("clientSlug"), reason: field("reason") });
    return { to: page, notice: "The hold is set: nothing under it is pruned." };
  },
);

export const handleReleaseHold = handleStaffForm(
  { page, fields: ["reason"] },
  async ({ ctx, field, params }) => {
    await releaseHold(ctx, { id: params.id ?? "", reason: field("reason") });
    return { to: page, notice: "The hold was released." };
  },
);
