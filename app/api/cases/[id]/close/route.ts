import { handleCloseCase } from "@/lib/cases/handlers";

export const POST = handleCloseCase;
