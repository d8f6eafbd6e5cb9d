import { handleSignReview } from "@/lib/reviews/handlers";

export const POST = handleSignReview;
