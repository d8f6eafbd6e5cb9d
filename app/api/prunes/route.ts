import { handleAnnouncePrune } from "@/lib/pruning/handlers";

export const POST = handleAnnouncePrune;
