import { handleUseLink } from "@/lib/links/handlers";

export const POST = handleUseLink;
