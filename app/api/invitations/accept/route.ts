import { handleAccept } from "@/lib/invitations/handlers";

export const POST = handleAccept;
