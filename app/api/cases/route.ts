import { handleOpenCase } from "@/lib/cases/handlers";

export const POST = handleOpenCase;
