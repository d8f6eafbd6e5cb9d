import { handleRead } from "@/lib/notifications/handlers";

export const POST = handleRead;
