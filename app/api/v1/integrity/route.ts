import { refuseMethod } from "@/lib/access/wrap";
import { handleIntegrity } from "@/lib/incidents/handlers";

/** The state of the log's proof. */
export const GET = handleIntegrity;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
