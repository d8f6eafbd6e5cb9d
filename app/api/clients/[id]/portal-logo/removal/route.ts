import { handleClientLogoRemoval } from "@/lib/portal/handlers";

export const POST = handleClientLogoRemoval;
