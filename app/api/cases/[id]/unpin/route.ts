import { handleUnpin } from "@/lib/cases/handlers";

export const POST = handleUnpin;
