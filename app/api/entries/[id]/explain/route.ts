import { handleExplain } from "@/lib/explanations/handlers";

export const POST = handleExplain;
