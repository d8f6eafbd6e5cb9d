import { refuseMethod } from "@/lib/access/wrap";
import { handleAppend } from "@/lib/entries/handlers";

/** Appends events: spec/contract.md, POST /events. */
export const POST = handleAppend;

export const GET = refuseMethod("POST");
export const PUT = refuseMethod("POST");
export const PATCH = refuseMethod("POST");
export const DELETE = refuseMethod("POST");
