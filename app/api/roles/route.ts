import { handleRoles } from "@/lib/roles/handlers";

export const POST = handleRoles;
