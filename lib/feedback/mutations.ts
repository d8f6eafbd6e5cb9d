import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { feedback } from "@/db/schema";
import { drawRandomBytes } from "@/lib/entries/random";
import { redactText } from "@/lib/entries/redact-text";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { feedbackIdSchema, feedbackSchema, sentPerHourMax, topicWords } from "./model";
import { countRecent, findFeedback } from "./queries";

const retryAfterSeconds = 3600;

/** The entry holds the message too, so the log keeps it when the row is gone. */
export const sendFeedback = mutation(
  "feedback:send",
  feedbackSchema,
  async (tx, ctx, { topic, message: typed }) => {
    const { principal, scope } = ctx;
    const message = redactText(typed);
    if (principal.kind !== "user") throw new Error("feedback comes from a person");
    const { userId, name: userName } = principal;
    if ((await countRecent(tx, scope, userId)) >= sentPerHourMax) {
      throw new AppError("request.rate_limited", { retryAfterSeconds });
    }
    const id = `fbk_${formatHex(drawRandomBytes(12))}`;
    const { organizationId } = scope;
    await tx
      .insert(feedback)
      .values({ organizationId, id, userId, userName, topic, message });
    return {
      value: { id },
      event: {
        action: "feedback.submitted",
        target: { type: "feedback", id, name: topicWords[topic] },
        after: { topic, message },
      },
    };
  },
);

export const deleteFeedback = mutation(
  "feedback:delete",
  z.strictObject({ id: feedbackIdSchema }),
  async (tx, ctx, { id }) => {
    const { scope } = ctx;
    const found = await findFeedback(tx, scope, id);
    if (!found) {
      throw new AppError("resource.not_found", { unknown: { type: "feedback", id } });
    }
    await tx
      .delete(feedback)
      .where(and(eq(feedback.organizationId, scope.organizationId), eq(feedback.id, id)));
    const { topic, message, userName } = found;
    return {
      value: found,
      event: {
        action: "feedback.deleted",
        target: { type: "feedback", id, name: topicWords[topic] },
        before: { topic, message, from: userName },
      },
    };
  },
);
