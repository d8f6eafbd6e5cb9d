import { handleGrantPortal } from "@/lib/contacts/handlers";

export const POST = handleGrantPortal;
