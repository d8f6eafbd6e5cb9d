import { handleDays } from "@/lib/calendar/handlers";

export const GET = handleDays;
