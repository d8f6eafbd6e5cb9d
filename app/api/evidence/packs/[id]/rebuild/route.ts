import { handleRebuildPack } from "@/lib/packs/handlers";

export const POST = handleRebuildPack;
