import { handleReport } from "@/lib/devices/handlers";

export const POST = handleReport;
