import { refuseMethod } from "@/lib/access/wrap";
import { handleFind } from "@/lib/entries/handlers";

/** One entry by its id. */
export const GET = handleFind;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
