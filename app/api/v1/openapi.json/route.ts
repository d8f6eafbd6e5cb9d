import { refuseMethod } from "@/lib/access/wrap";
import { createDocument } from "@/lib/openapi/document";

/** The API's description: it holds nothing of anybody, so it asks nobody for a key. */
export function GET(): Response {
  const headers = { "cache-control": "no-store" };
  return Response.json(createDocument(process.env.CUSTODY_URL ?? ""), { headers });
}

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
