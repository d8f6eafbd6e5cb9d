import { refuseMethod } from "@/lib/access/wrap";
import { handleRevokeOwnKey } from "@/lib/api-keys/handlers";

/** Ends the key that is sent: whoever finds one can stop it. */
export const POST = handleRevokeOwnKey;

export const GET = refuseMethod("POST");
export const PUT = refuseMethod("POST");
export const PATCH = refuseMethod("POST");
export const DELETE = refuseMethod("POST");
