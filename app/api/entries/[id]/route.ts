import { handleEntry } from "@/lib/reading/handlers";

export const GET = handleEntry;
