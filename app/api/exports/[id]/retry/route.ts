import { handleRetryExport } from "@/lib/export-requests/handlers";

export const POST = handleRetryExport;
