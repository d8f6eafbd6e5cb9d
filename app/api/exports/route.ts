import { handleRequestExport } from "@/lib/export-requests/handlers";

export const POST = handleRequestExport;
