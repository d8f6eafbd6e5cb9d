import { gateSession } from "@/lib/access/auth";
import { parseNextPath } from "@/lib/access/request";
import { handleForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { readFormChange } from "./form";
import { loadPreferences } from "./loaders";
import { updatePreferences } from "./mutations";

/** The forms that say how pages look; what a form does not hold stays as it was. */
export const handlePreferences = handleForm(
  { page: "/me/preferences" },
  async ({ field, publicUrl }) => {
    const ctx = await gateSession();
    if (!ctx) throw new AppError("access.unauthenticated");
    await updatePreferences(ctx, readFormChange(field, await loadPreferences()));
    return parseNextPath(field("next"), publicUrl, "/");
  },
);
