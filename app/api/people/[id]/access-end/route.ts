import { handleAccessEnd } from "@/lib/people/handlers";

export const POST = handleAccessEnd;
