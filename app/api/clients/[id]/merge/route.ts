import { handleMergeClient } from "@/lib/clients/handlers";

export const POST = handleMergeClient;
