import { z } from "zod";

export const topics = ["problem", "idea", "question"] as const;
export type Topic = (typeof topics)[number];

export const topicWords: Record<Topic, string> = {
  problem: "A problem",
  idea: "An idea",
  question: "A question",
};

export const messageLengthMax = 4000;
/** Of one person in an hour. */
export const sentPerHourMax = 20;

export const feedbackIdSchema = z.string().regex(/^fbk_[0-9a-f]{24}$/);

export const feedbackSchema = z.strictObject({
  topic: z.enum(topics, { error: "choose what it is about" }),
  message: z
    .string()
    .trim()
    .min(1, { error: "say what you want to tell us" })
    .max(messageLengthMax, { error: `keep it to ${messageLengthMax} characters` }),
});

export type Feedback = {
  id: string;
  userId: string;
  userName: string;
  topic: Topic;
  message: string;
  createdAt: Date;
};
