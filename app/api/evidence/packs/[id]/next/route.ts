import { handleNextPack } from "@/lib/packs/handlers";

export const POST = handleNextPack;
