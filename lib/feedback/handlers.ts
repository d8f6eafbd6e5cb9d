import { handleStaffForm } from "@/lib/forms/handlers";
import { feedbackForm } from "./loaders";
import type { Topic } from "./model";
import { deleteFeedback, sendFeedback } from "./mutations";

const page = "/me/feedback";

export const handleSendFeedback = handleStaffForm(
  { form: feedbackForm, page, fields: ["topic", "message"] },
  async ({ ctx, field }) => {
    await sendFeedback(ctx, {
      topic: field("topic") as Topic,
      message: field("message"),
    });
    return { to: page, notice: "Thank you. It was sent, and it is in the log." };
  },
);

export const handleDeleteFeedback = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await deleteFeedback(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Deleted; what was sent stays in the log." };
  },
);
