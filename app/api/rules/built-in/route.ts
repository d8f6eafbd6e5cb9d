import { handleBuiltInRule } from "@/lib/rules/handlers";

export const POST = handleBuiltInRule;
