import { handleMetrics } from "@/lib/metrics/handlers";

export const GET = handleMetrics;
