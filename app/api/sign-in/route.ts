import { handleSignIn } from "@/lib/access/handlers";

export const POST = handleSignIn;
