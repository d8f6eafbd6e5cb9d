import { handleUpdateCase } from "@/lib/cases/handlers";

export const POST = handleUpdateCase;
