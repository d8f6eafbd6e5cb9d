import { requireProofFor } from "@/lib/access/proof";
import { handleStaffForm } from "@/lib/forms/handlers";
import { parseRolePermission } from "./model";
import { updateRoles } from "./mutations";

const page = "/settings/roles";

export const handleRoles = handleStaffForm(
  { form: "roles", page, fields: ["granted", "reason", "ticket"] },
  async ({ ctx, list, optional }) => {
    requireProofFor(ctx, "roles:update");
    const count = await updateRoles(ctx, {
      granted: list("granted").map(parseRolePermission),
      reason: optional("reason"),
      ticket: optional("ticket"),
    });
    return { to: page, notice: count === 0 ? "Nothing was changed." : "Saved." };
  },
);
