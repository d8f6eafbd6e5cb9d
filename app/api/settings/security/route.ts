import { handleSecurity } from "@/lib/security/handlers";

export const POST = handleSecurity;
