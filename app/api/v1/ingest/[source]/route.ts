import { refuseMethod } from "@/lib/access/wrap";
import { handleIngest } from "@/lib/ingest/handlers";

/** A vendor's own records, as they come: spec/contract.md, POST /ingest/{source}. */
export const POST = handleIngest;

export const GET = refuseMethod("POST");
export const PUT = refuseMethod("POST");
export const PATCH = refuseMethod("POST");
export const DELETE = refuseMethod("POST");
