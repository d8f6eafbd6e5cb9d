import { handleReceipt } from "@/lib/exports/handlers";

export const GET = handleReceipt;
