import { handleRevokeLink } from "@/lib/case-links/handlers";

export const POST = handleRevokeLink;
