import { refuseMethod } from "@/lib/access/wrap";
import { handleStream } from "@/lib/live/handlers";

/** Entries as they are stored: spec/contract.md, GET /audit-logs/stream. */
export const GET = handleStream;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
