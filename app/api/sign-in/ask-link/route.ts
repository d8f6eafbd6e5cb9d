import { handleAskLink } from "@/lib/links/handlers";

export const POST = handleAskLink;
