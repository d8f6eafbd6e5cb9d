import { handlePortalDownload } from "@/lib/portal-exports/handlers";

export const GET = handlePortalDownload;
