import { handleDeleteSchedule } from "@/lib/export-schedules/handlers";

export const POST = handleDeleteSchedule;
