import { handleDeleteContact } from "@/lib/contacts/handlers";

export const POST = handleDeleteContact;
