import { handleCreateWebhook } from "@/lib/webhooks/handlers";

export const POST = handleCreateWebhook;
