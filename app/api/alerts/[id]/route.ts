import { handleAlert } from "@/lib/alerts/handlers";

export const POST = handleAlert;
