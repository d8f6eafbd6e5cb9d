import { handleReset } from "@/lib/recoveries/handlers";

export const POST = handleReset;
