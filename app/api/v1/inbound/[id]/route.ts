import { refuseMethod } from "@/lib/access/wrap";
import { handleInbound } from "@/lib/inbound/handlers";

/** Signed events of a ticket system: docs/integrations.md. */
export const POST = handleInbound;

export const GET = refuseMethod("POST");
export const PUT = refuseMethod("POST");
export const PATCH = refuseMethod("POST");
export const DELETE = refuseMethod("POST");
