import { handlePortalExport } from "@/lib/portal-exports/handlers";

export const POST = handlePortalExport;
