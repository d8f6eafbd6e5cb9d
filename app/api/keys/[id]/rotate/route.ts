import { handleRotateKey } from "@/lib/api-keys/handlers";

export const POST = handleRotateKey;
