import { refuseMethod } from "@/lib/access/wrap";
import { handleLatestCheckpoint } from "@/lib/seal/handlers";

/** The newest signed checkpoint, for anyone. */
export const GET = handleLatestCheckpoint;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
