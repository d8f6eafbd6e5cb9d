import { gateSession } from "@/lib/access/auth";
import { handleForm } from "@/lib/access/handlers";
import { parseNextPath } from "@/lib/access/request";
import { AppError } from "@/lib/kit/errors";
import { readFormChange } from "./form";
import { loadPreferences } from "./loaders";
import { updatePreferences } from "./mutations";

/** The forms that say how pages look; what a form does not hold stays as it was. */
export const handlePreferences = handleForm(async ({ field, publicUrl }) => {
  const ctx = await gateSession();
  if (!ctx) throw new AppError("access.unauthenticated");
  await updatePreferences(ctx, readFormChange(field, await loadPreferences()));
  return parseNextPath(field("next"), publicUrl, "/");
});
