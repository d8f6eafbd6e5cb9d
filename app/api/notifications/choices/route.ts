import { handleChoices } from "@/lib/notifications/handlers";

export const POST = handleChoices;
