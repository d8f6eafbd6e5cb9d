import { handleAskReset } from "@/lib/links/handlers";

export const POST = handleAskReset;
