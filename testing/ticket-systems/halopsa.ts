import type { JsonValue } from "@/lib/proof/json-value";
import { type Answer, type Asked, fieldsOf, startTicketSystem } from "./server";

const clientId = "0f6c2c9a-77aa-4a0e-8f65-9a3e9c1b2d10";
const clientSecret = "halo-secret-6b1f0c2d-4a77";
const token = "eyJ.halo.token-0123456789";

export const halopsaSettings = (url: string) => ({
  baseUrl: url,
  tenant: "northwind",
  clientId,
  clientSecret,
  ticketType: "24",
  company: "12",
  companies: "acme = 31",
  resolvedStatus: "9",
  reopenedStatus: "1",
});

/** As halopsa.com/apidocs describes it: a token first, then lists of one. */
export const startHalopsa = () => startTicketSystem(respond);

function respond(asked: Asked): Answer {
  const { method, path, headers } = asked;
  if (path.startsWith("/auth/token")) return giveToken(asked);
  if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: "" };
  return routes[`${method} ${path}`]?.(asked) ?? { status: 404, body: "Not found" };
}

function giveToken({ path, text, headers }: Asked): Answer {
  const form = new URLSearchParams(text);
  const isForm = headers["content-type"] === "application/x-www-form-urlencoded";
  const isRight =
    isForm &&
    path === "/auth/token?tenant=northwind" &&
    form.get("grant_type") === "client_credentials" &&
    form.get("scope") === "all" &&
    form.get("client_id") === clientId &&
    form.get("client_secret") === clientSecret;
  if (!isRight) return { status: 400, body: { error: "invalid_client" } };
  const body = { access_token: token, token_type: "Bearer", expires_in: 3600 };
  return { status: 200, body };
}

function firstOf(json: JsonValue): Record<string, JsonValue> | null {
  return Array.isArray(json) && json.length === 1 ? fieldsOf(json[0] ?? null) : null;
}

function refuse(message: string): Answer {
  return { status: 400, body: message };
}

const routes: Record<string, (asked: Asked) => Answer> = {
  "GET /api/Status": () => ({ status: 200, body: [{ id: 1, name: "New" }] }),
  "POST /api/Tickets": ({ json }): Answer => {
    const item = firstOf(json);
    if (!item) return refuse("A list was expected");
    if (item.id !== undefined) {
      const isKnown = [1, 9].includes(Number(item.status_id));
      return isKnown
        ? { status: 201, body: { id: item.id, status_id: item.status_id ?? null } }
        : refuse("Invalid status");
    }
    if (item.tickettype_id !== 24) return refuse("Invalid ticket type");
    if (item.client_id !== 31 && item.client_id !== 12) return refuse("Invalid client");
    return { status: 201, body: { id: 2051, summary: item.summary ?? null } };
  },
  "POST /api/Actions": ({ json }): Answer => {
    const item = firstOf(json);
    if (item?.ticket_id !== 2051) return refuse("Invalid ticket");
    if (!item.outcome && !item.outcome_id) return refuse("An outcome is required");
    const { timetaken = 0, note = "" } = item;
    return { status: 201, body: { id: 3, ticket_id: 2051, timetaken, note } };
  },
};
