import { handleUpdateClient } from "@/lib/clients/handlers";

export const POST = handleUpdateClient;
