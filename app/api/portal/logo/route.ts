import { handlePortalLogo } from "@/lib/portal/handlers";

export const GET = handlePortalLogo;
