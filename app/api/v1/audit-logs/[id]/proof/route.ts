import { refuseMethod } from "@/lib/access/wrap";
import { handleProof } from "@/lib/entry-proofs/handlers";

/** What shows one entry to be in the signed log. */
export const GET = handleProof;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
