import { handleEndPlan } from "@/lib/reviews/handlers";

export const POST = handleEndPlan;
