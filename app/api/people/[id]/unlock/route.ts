import { handleUnlock } from "@/lib/recoveries/handlers";

export const POST = handleUnlock;
