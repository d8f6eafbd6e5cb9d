import { handleAlertTickets } from "@/lib/write-back-requests/handlers";

export const POST = handleAlertTickets;
