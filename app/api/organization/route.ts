import { handleOrganization } from "@/lib/settings/handlers";

export const POST = handleOrganization;
