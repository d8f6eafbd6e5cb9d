import { handleRevokeKey } from "@/lib/api-keys/handlers";

export const POST = handleRevokeKey;
