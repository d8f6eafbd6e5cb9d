import { handlePortalBundle } from "@/lib/portal-bundles/handlers";

export const GET = handlePortalBundle;
