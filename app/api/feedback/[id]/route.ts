import { handleDeleteFeedback } from "@/lib/feedback/handlers";

export const POST = handleDeleteFeedback;
