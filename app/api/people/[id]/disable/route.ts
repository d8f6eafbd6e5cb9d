import { handleDisable } from "@/lib/people/handlers";

export const POST = handleDisable;
