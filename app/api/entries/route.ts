import { handleEntries } from "@/lib/reading/handlers";

export const POST = handleEntries;
