import { handleReset } from "@/lib/links/handlers";

export const POST = handleReset;
