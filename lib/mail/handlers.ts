import { handleStaffForm } from "@/lib/forms/handlers";
import { sendTestMail } from "./mutations";

const page = "/settings/notifications";

export const handleTestMail = handleStaffForm({ page, fields: [] }, async ({ ctx }) => {
  const { to } = await sendTestMail(ctx, {});
  return { to: page, notice: `A test mail to ${to} is on its way.` };
});
