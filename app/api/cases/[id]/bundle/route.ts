import { handleCaseBundle } from "@/lib/case-reports/handlers";

export const GET = handleCaseBundle;
