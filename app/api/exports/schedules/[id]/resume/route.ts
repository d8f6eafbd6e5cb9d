import { handleResumeSchedule } from "@/lib/export-schedules/handlers";

export const POST = handleResumeSchedule;
