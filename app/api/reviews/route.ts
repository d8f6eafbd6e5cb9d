import { handleCreateReview } from "@/lib/reviews/handlers";

export const POST = handleCreateReview;
