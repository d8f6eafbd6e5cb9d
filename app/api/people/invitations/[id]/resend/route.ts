import { handleResendInvitation } from "@/lib/people/handlers";

export const POST = handleResendInvitation;
