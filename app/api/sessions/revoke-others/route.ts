import { handleRevokeOthers } from "@/lib/devices/handlers";

export const POST = handleRevokeOthers;
