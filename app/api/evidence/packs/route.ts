import { handleCreatePack } from "@/lib/packs/handlers";

export const POST = handleCreatePack;
