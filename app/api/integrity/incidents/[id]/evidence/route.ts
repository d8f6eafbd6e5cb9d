import { handleEvidence } from "@/lib/incidents/handlers";

export const GET = handleEvidence;
