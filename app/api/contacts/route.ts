import { handleCreateContact } from "@/lib/contacts/handlers";

export const POST = handleCreateContact;
