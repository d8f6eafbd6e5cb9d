import { handleRevokePortal } from "@/lib/contacts/handlers";

export const POST = handleRevokePortal;
