import { handleRestoreClient } from "@/lib/clients/handlers";

export const POST = handleRestoreClient;
