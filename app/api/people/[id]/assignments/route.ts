import { handleAssignments } from "@/lib/people/handlers";

export const POST = handleAssignments;
