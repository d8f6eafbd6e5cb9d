import { refuseMethod } from "@/lib/access/wrap";
import { handleList } from "@/lib/entries/handlers";

/** Lists entries: spec/contract.md, GET /audit-logs. */
export const GET = handleList;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
