import { handleWebhook } from "@/lib/webhooks/handlers";

export const POST = handleWebhook;
