import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import type { Feedback } from "./model";
import { listFeedback } from "./queries";

export const feedbackForm = "feedback";

export type FeedbackPage = {
  form: FormState;
  sent: Feedback[];
  /** Everybody's, or one's own alone. */
  isOfAll: boolean;
  mayDelete: boolean;
};

export async function loadFeedback(): Promise<FeedbackPage> {
  const { scope, principal } = await gatePage("feedback:send");
  const isOfAll = isAllowed(principal, "feedback:read");
  const userId = principal.kind === "user" ? principal.userId : "";
  return {
    form: await loadForm(feedbackForm, { topic: "problem" }),
    sent: await listFeedback(scope, isOfAll ? null : userId),
    isOfAll,
    mayDelete: isAllowed(principal, "feedback:delete"),
  };
}
