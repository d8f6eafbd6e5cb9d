import { handleEnable } from "@/lib/people/handlers";

export const POST = handleEnable;
