import { handleLogoRemoval } from "@/lib/settings/handlers";

export const POST = handleLogoRemoval;
