import { handleArchiveClient } from "@/lib/clients/handlers";

export const POST = handleArchiveClient;
