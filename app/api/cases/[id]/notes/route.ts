import { handleAddNote } from "@/lib/cases/handlers";

export const POST = handleAddNote;
