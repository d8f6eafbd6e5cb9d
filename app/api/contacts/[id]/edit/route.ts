import { handleUpdateContact } from "@/lib/contacts/handlers";

export const POST = handleUpdateContact;
