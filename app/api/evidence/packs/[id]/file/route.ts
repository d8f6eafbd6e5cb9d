import { handlePackFile } from "@/lib/packs/handlers";

export const GET = handlePackFile;
