import { parseNextPath } from "@/lib/access/request";
import { handleStaffForm } from "@/lib/forms/handlers";
import { preferencesForm, preferencesPage, readFormChange } from "./form";
import { loadPreferences } from "./loaders";
import { updatePreferences } from "./mutations";

/** The forms that say how pages look; what a form does not hold stays as it was. */
export const handlePreferences = handleStaffForm(
  { form: preferencesForm, page: preferencesPage },
  async ({ ctx, field, publicUrl }) => {
    await updatePreferences(ctx, readFormChange(field, await loadPreferences()));
    const to = parseNextPath(field("next"), publicUrl, "/");
    return to === preferencesPage ? { to, notice: "Your preferences are saved." } : to;
  },
);
