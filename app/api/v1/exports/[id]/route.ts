import { refuseMethod } from "@/lib/access/wrap";
import { handleApiState } from "@/lib/export-requests/handlers";

/** How far an export is, and what was verified. */
export const GET = handleApiState;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
