import { handleCancelExport } from "@/lib/export-requests/handlers";

export const POST = handleCancelExport;
