import { handleCreateLink } from "@/lib/case-links/handlers";

export const POST = handleCreateLink;
