import { handleRuleState } from "@/lib/rules/handlers";

export const POST = handleRuleState;
