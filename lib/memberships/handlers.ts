import { z } from "zod";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { switchOrganization } from "./mutations";

export const handleSwitch = handleStaffForm(
  { page: "/", fields: ["organizationId"] },
  async ({ ctx, field }) => {
    const organizationId = z.uuid().safeParse(field("organizationId"));
    if (!organizationId.success) {
      throw new AppError("input.invalid", { detail: "Choose an organization." });
    }
    await switchOrganization(ctx, organizationId.data);
    return "/";
  },
);
