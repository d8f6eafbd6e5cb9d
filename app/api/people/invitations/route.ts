import { handleInvite } from "@/lib/people/handlers";

export const POST = handleInvite;
