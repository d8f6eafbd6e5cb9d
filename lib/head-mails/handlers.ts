import { handleStaffForm } from "@/lib/forms/handlers";
import { updateHeadMails } from "./mutations";

const page = "/settings/notifications";

export const handleHeadMails = handleStaffForm(
  { form: "head-mails", page, fields: ["sendsHeads"] },
  async ({ ctx, isChecked }) => {
    await updateHeadMails(ctx, { sendsHeads: isChecked("sendsHeads") });
    return { to: page, notice: "Saved." };
  },
);
