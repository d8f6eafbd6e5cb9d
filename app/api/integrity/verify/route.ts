import { handleVerifyNow } from "@/lib/incidents/handlers";

export const POST = handleVerifyNow;
