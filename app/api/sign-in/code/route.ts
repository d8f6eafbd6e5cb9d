import { handleSecondFactor } from "@/lib/second-factor/handlers";

export const POST = handleSecondFactor;
