import { handlePackDraft } from "@/lib/packs/handlers";

export const POST = handlePackDraft;
