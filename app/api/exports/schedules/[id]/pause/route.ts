import { handlePauseSchedule } from "@/lib/export-schedules/handlers";

export const POST = handlePauseSchedule;
