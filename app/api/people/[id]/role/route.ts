import { handleRole } from "@/lib/people/handlers";

export const POST = handleRole;
