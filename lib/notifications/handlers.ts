import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { choicesForm, type How } from "./model";
import { readNotifications, saveChoices } from "./mutations";

const page = "/me/notifications";

export const handleRead = handleStaffForm({ page, fields: [] }, async ({ ctx }) => {
  await readNotifications(ctx, {});
  return page;
});

export const handleChoices = handleStaffForm(
  {
    form: choicesForm,
    page,
    fields: ["alert", "export", "pack", "feed", "from", "to"],
  },
  async ({ ctx, field, optional }) => {
    const [from, to] = [optional("from"), optional("to")];
    if ((from === null) !== (to === null)) {
      const pointer = from === null ? "/from" : "/to";
      const errors = [{ pointer, detail: "is needed: quiet hours begin and end" }];
      throw new AppError("input.invalid", { errors });
    }
    const how = (name: string) => field(name) as How;
    await saveChoices(ctx, {
      by: {
        alert: how("alert"),
        export: how("export"),
        pack: how("pack"),
        feed: how("feed"),
      },
      quiet: from === null || to === null ? null : { from, to },
    });
    return { to: page, notice: "Saved; it is in the log." };
  },
);
