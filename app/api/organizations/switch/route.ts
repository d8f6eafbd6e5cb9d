import { handleSwitch } from "@/lib/sessions/handlers";

export const POST = handleSwitch;
