import { handlePin } from "@/lib/cases/handlers";

export const POST = handlePin;
