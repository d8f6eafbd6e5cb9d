import { apiRoute, refuseMethod } from "@/lib/access/wrap";
import { listCatalogue } from "@/lib/catalogue/document";

/** Every action Custody knows by name; others are accepted all the same. */
export const GET = apiRoute("catalogue:read", "/api/v1/catalogue", async () =>
  Response.json({ data: listCatalogue() }),
);

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
