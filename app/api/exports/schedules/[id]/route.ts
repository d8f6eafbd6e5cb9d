import { handleUpdateSchedule } from "@/lib/export-schedules/handlers";

export const POST = handleUpdateSchedule;
