import { handleReasonRule } from "@/lib/settings/handlers";

export const POST = handleReasonRule;
