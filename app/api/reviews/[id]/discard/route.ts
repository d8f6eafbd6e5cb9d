import { handleDiscardReview } from "@/lib/reviews/handlers";

export const POST = handleDiscardReview;
