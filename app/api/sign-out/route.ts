import { handleSignOut } from "@/lib/access/handlers";

export const POST = handleSignOut;
