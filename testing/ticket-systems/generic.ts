import { products } from "@/lib/integrations/products";
import { type Answer, type Asked, fieldsOf, startTicketSystem } from "./server";

const key = "Bearer generic-key-1f9c7d";

/** As the form of a new one begins, with an address and a key. */
export const genericSettings = (url: string): Record<string, string> => ({
  ...Object.fromEntries(
    products.generic.fields.map(({ name, initial = "" }) => [name, initial]),
  ),
  baseUrl: `${url}/api`,
  headerValue: key,
  resolvedStatus: "closed",
  reopenedStatus: "open",
  company: "7",
  companies: "acme = 12",
});

/** A system that nobody has heard of. */
export const startGeneric = () => startTicketSystem(respond);

function respond({ method, path, headers, json }: Asked): Answer {
  if (headers.authorization !== key) {
    return { status: 401, body: { error: { message: "who are you?" } } };
  }
  const route = `${method} ${path.replace(/\d+/, "{id}")}`;
  if (route === "GET /api/me") return { status: 200, body: { name: "Custody" } };
  if (route === "POST /api/tickets") {
    if (!fieldsOf(json).title)
      return { status: 422, body: { detail: "title is missing" } };
    return { status: 201, body: { id: 100 } };
  }
  const isKnown = ["PATCH /api/tickets/{id}", "POST /api/tickets/{id}/notes"].concat(
    "POST /api/tickets/{id}/time",
  );
  return isKnown.includes(route) ? { status: 200, body: {} } : { status: 404, body: {} };
}
