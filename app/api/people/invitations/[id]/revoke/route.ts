import { handleRevokeInvitation } from "@/lib/people/handlers";

export const POST = handleRevokeInvitation;
