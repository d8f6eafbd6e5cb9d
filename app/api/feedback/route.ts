import { handleSendFeedback } from "@/lib/feedback/handlers";

export const POST = handleSendFeedback;
