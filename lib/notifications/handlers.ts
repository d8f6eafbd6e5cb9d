import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { type Choices, choicesForm, choosable } from "./model";
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
    fields: [...choosable, "from", "to"],
  },
  async ({ ctx, field, optional }) => {
    const [from, to] = [optional("from"), optional("to")];
    if ((from === null) !== (to === null)) {
      const pointer = from === null ? "/from" : "/to";
      const errors = [{ pointer, detail: "is needed: quiet hours begin and end" }];
      throw new AppError("input.invalid", { errors });
    }
    const by = Object.fromEntries(choosable.map((kind) => [kind, field(kind)]));
    await saveChoices(ctx, {
      by: by as Choices["by"],
      quiet: from === null || to === null ? null : { from, to },
    });
    return { to: page, notice: "Saved; it is in the log." };
  },
);
