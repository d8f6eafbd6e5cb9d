import { handleCloseIncident } from "@/lib/incidents/handlers";

export const POST = handleCloseIncident;
