import { handleStaffForm } from "@/lib/forms/handlers";
import { updateSecurity } from "./mutations";

const page = "/settings/security";

export const handleSecurity = handleStaffForm(
  { form: "security", page, fields: ["secondFactorRoles", "sessionHours"] },
  async ({ ctx, list, field }) => {
    await updateSecurity(ctx, {
      secondFactorRoles: list("secondFactorRoles") as (
        | "technician"
        | "auditor"
        | "portal"
      )[],
      sessionHours: field("sessionHours"),
    });
    return { to: page, notice: "Saved. It counts from the next sign-in on." };
  },
);
