import { handleCreateClient } from "@/lib/clients/handlers";

export const POST = handleCreateClient;
