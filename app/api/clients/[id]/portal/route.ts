import { handlePortal } from "@/lib/portal/handlers";

export const POST = handlePortal;
