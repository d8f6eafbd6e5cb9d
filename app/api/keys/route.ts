import { handleCreateKey } from "@/lib/api-keys/handlers";

export const POST = handleCreateKey;
