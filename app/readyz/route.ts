import { handleReadiness } from "@/lib/access/handlers";

export const GET = handleReadiness;
