import { handleDownload } from "@/lib/export-requests/handlers";

export const GET = handleDownload;
