import { handleCreatePlan } from "@/lib/reviews/handlers";

export const POST = handleCreatePlan;
