import { handleNotifyOwners } from "@/lib/incidents/handlers";

export const POST = handleNotifyOwners;
