import { handleRevoke } from "@/lib/devices/handlers";

export const POST = handleRevoke;
