import { handleLeakedKey } from "@/lib/api-keys/handlers";

export const POST = handleLeakedKey;
