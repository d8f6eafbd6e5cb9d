import { handleCreateSchedule } from "@/lib/export-schedules/handlers";

export const POST = handleCreateSchedule;
