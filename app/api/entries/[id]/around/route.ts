import { handleAround } from "@/lib/reading/handlers";

export const GET = handleAround;
