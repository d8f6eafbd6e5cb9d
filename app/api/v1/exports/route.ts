import { refuseMethod } from "@/lib/access/wrap";
import { handleApiRequest } from "@/lib/export-requests/handlers";

/** Asks for a file of what a query of the log selects. */
export const POST = handleApiRequest;

export const GET = refuseMethod("POST");
export const PUT = refuseMethod("POST");
export const PATCH = refuseMethod("POST");
export const DELETE = refuseMethod("POST");
