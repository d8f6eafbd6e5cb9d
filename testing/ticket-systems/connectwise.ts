import type { JsonValue } from "@/lib/proof/json-value";
import { type Answer, type Asked, fieldsOf, startTicketSystem } from "./server";

const base = "/v4_6_release/apis/3.0";
const login = `Basic ${btoa("northwind+PUB7Kq2mX9LrT4wz:PRIV-9fKq7TzW2bLm")}`;
const clientId = "5e6f7a8b-1234-4cde-9f00-abcdefabcdef";

/** What the form of an integration with this server says. */
export const connectwiseSettings = (url: string) => ({
  baseUrl: `${url}${base}`,
  companyId: "northwind",
  publicKey: "PUB7Kq2mX9LrT4wz",
  privateKey: "PRIV-9fKq7TzW2bLm",
  clientId,
  board: "Service Desk",
  company: "NorthwindInternal",
  companies: "acme = AcmeCorp",
  resolvedStatus: "Completed",
  reopenedStatus: "Re-Opened",
});

const boards = ["Service Desk"];
const companies = ["NorthwindInternal", "AcmeCorp"];
const statuses = ["New", "Completed", "Re-Opened"];

/**
 * As developer.connectwise.com describes it: 401 with a code, 400 with `errors` of fields,
 * 404 for what is not there, 201 with the record.
 */
export const startConnectwise = () => startTicketSystem(respond);

function respond(asked: Asked): Answer {
  const { method, path, headers } = asked;
  if (headers.authorization !== login) {
    const body = { code: "Unauthorized", message: "Invalid public/private key." };
    return { status: 401, body };
  }
  if (headers.clientid !== clientId) {
    return {
      status: 401,
      body: { code: "Unauthorized", message: "ClientId is missing." },
    };
  }
  const route = `${method} ${path.replace(base, "").replace(/\d+/, "{id}")}`;
  return routes[route]?.(asked) ?? missing();
}

function missing(): Answer {
  return { status: 404, body: { code: "NotFound", message: "Entity not found" } };
}

function invalid(resource: string, field: string, message: string): Answer {
  const errors = [{ code: "InvalidField", message, resource, field }];
  return {
    status: 400,
    body: { code: "InvalidObject", message: `${resource} object is invalid`, errors },
  };
}

const nameOf = (value: JsonValue | undefined, key: string) =>
  String(fieldsOf(value ?? null)[key] ?? "");

const routes: Record<string, (asked: Asked) => Answer> = {
  "GET /system/info": () => ({
    status: 200,
    body: { version: "v2025.1", isCloud: true },
  }),
  "POST /service/tickets": ({ json }) => {
    const { summary, board, company } = fieldsOf(json);
    if (String(summary ?? "").length > 100) {
      return invalid("ticket", "summary", "The field summary must be at most 100.");
    }
    if (!boards.includes(nameOf(board, "name"))) {
      return invalid("ticket", "board", "Could not find service board.");
    }
    if (!companies.includes(nameOf(company, "identifier"))) {
      return invalid("ticket", "company", "Could not find company.");
    }
    return {
      status: 201,
      body: { id: 4711, summary: summary ?? null, board: board ?? null },
    };
  },
  "PATCH /service/tickets/{id}": ({ json }) => {
    const [first] = Array.isArray(json) ? json : [];
    const { op, path, value } = fieldsOf(first ?? null);
    if (op !== "replace" || path !== "status") {
      return invalid("ticket", "op", "The operation is not known.");
    }
    if (!statuses.includes(nameOf(value, "name"))) {
      return invalid("ticket", "status", "Could not find service board status.");
    }
    return { status: 200, body: { id: 4711, status: value ?? null } };
  },
  "POST /service/tickets/{id}/notes": ({ json }) => {
    const { text, internalAnalysisFlag } = fieldsOf(json);
    if (!text) return invalid("ticketNote", "text", "The text field is required.");
    return {
      status: 201,
      body: { id: 91, ticketId: 4711, internalAnalysisFlag } as JsonValue,
    };
  },
  "POST /time/entries": ({ json }) => {
    const { chargeToId, chargeToType, actualHours, timeStart } = fieldsOf(json);
    if (chargeToType !== "ServiceTicket" || chargeToId !== 4711) {
      return invalid("timeEntry", "chargeToId", "Could not find charge to.");
    }
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(timeStart))) {
      return invalid("timeEntry", "timeStart", "timeStart is not a valid date.");
    }
    return { status: 201, body: { id: 77, actualHours } as JsonValue };
  },
};
