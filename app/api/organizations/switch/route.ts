import { handleSwitch } from "@/lib/memberships/handlers";

export const POST = handleSwitch;
