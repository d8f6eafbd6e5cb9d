import { handleUpdateRule } from "@/lib/rules/handlers";

export const POST = handleUpdateRule;
