import { handleAddFinding } from "@/lib/reviews/handlers";

export const POST = handleAddFinding;
