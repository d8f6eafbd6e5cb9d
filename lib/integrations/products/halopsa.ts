import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Call, Product, Settings, Work } from "../product";
import {
  baseUrlField,
  companyFields,
  companyOf,
  hoursOf,
  joinUrl,
  listTexts,
  numberOr,
  readId,
  readPath,
  statusFields,
} from "../settings";

/**
 * Source: halopsa.com/apidocs: OAuth 2 client credentials at /auth/token; /api/Tickets and
 * /api/Actions take lists; an action with an outcome is a note, with `timetaken` (hours) time.
 */
export const halopsa: Product = {
  name: "HaloPSA",
  says: "Tickets, private notes and time, as an API application with client credentials.",
  hosts: [".halopsa.com", ".haloservicedesk.com", ".haloitsm.com"],
  fields: [
    baseUrlField("https://acme.halopsa.com"),
    { name: "tenant", label: "Tenant", hint: "Of a hosted server", isOptional: true },
    { name: "clientId", label: "Client id", isSecret: true },
    { name: "clientSecret", label: "Client secret", isSecret: true },
    { name: "ticketType", label: "Ticket type", hint: "Its number" },
    ...companyFields("client number"),
    ...statusFields("Its number"),
  ],
  canDo: () => true,
  askToken: (settings) => {
    const { tenant = "", clientId = "", clientSecret = "" } = settings;
    const query = tenant.trim() === "" ? "" : `?tenant=${encodeURIComponent(tenant)}`;
    return {
      method: "POST",
      url: joinUrl(settings, `auth/token${query}`),
      headers: { accept: "application/json" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId.trim(),
        client_secret: clientSecret.trim(),
        scope: "all",
      }),
    };
  },
  test: (settings, token) => call({ settings, token, path: "api/Status" }),
  write: (work, settings, token) =>
    call({ settings, token, ...writers[work.kind](work, settings) }),
  readTicketId: (answer) => readId(readPath(firstOf(answer), "id")),
  readProblem: (answer) => {
    const told = firstOf(answer);
    if (typeof told === "string") return told;
    if (!isJsonObject(told)) return null;
    return listTexts([told.error_description, told.message, told.Message]);
  },
};

type Wish = { settings: Settings; token: string; path: string; item?: JsonValue };

function call({ settings, token, path, item }: Wish): Call {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const url = joinUrl(settings, path);
  if (item === undefined) return { method: "GET", url, headers };
  return { method: "POST", url, headers, body: [item] };
}

/** What was sent as a list of one may come back as a list or alone. */
function firstOf(answer: JsonValue): JsonValue {
  return Array.isArray(answer) ? (answer[0] ?? null) : answer;
}

type Item = { path: string; item: JsonValue };

const writers: Record<Work["kind"], (work: Work, settings: Settings) => Item> = {
  create_ticket: ({ title, description, client }, settings) => ({
    path: "api/Tickets",
    item: {
      summary: title,
      details: description,
      tickettype_id: numberOr(settings.ticketType ?? ""),
      client_id: numberOr(companyOf(settings, client)),
    },
  }),
  set_status: ({ ticketId, status }) => ({
    path: "api/Tickets",
    item: { id: numberOr(ticketId), status_id: numberOr(status) },
  }),
  acknowledge: ({ ticketId, note }) => ({
    path: "api/Actions",
    item: {
      ticket_id: numberOr(ticketId),
      outcome: "Note",
      note,
      hiddenfromuser: true,
    },
  }),
  add_time: ({ ticketId, minutes, note }) => ({
    path: "api/Actions",
    item: {
      ticket_id: numberOr(ticketId),
      outcome: "Note",
      note,
      timetaken: hoursOf(minutes),
      hiddenfromuser: true,
    },
  }),
};
