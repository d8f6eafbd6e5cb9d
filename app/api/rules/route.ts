import { handleCreateRule } from "@/lib/rules/handlers";

export const POST = handleCreateRule;
