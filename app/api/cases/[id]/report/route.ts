import { handleCasePdf } from "@/lib/case-reports/handlers";

export const GET = handleCasePdf;
