import { handleCancelPack } from "@/lib/packs/handlers";

export const POST = handleCancelPack;
