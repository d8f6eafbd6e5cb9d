import type { JsonValue } from "@/lib/proof/json-value";
import { type Answer, type Asked, fieldsOf, startTicketSystem } from "./server";

const base = "/ATServicesRest/V1.0";
const secret = "at-secret-H7pQ2vLx";
const integrationCode = "7KQWERTYUIOPASDFGHJKLZXCVBN";
const username = "api@northwind.example";

export const autotaskSettings = (url: string) => ({
  baseUrl: `${url}/ATServicesRest`,
  username,
  secret,
  integrationCode,
  queue: "29683388",
  priority: "2",
  newStatus: "1",
  company: "175",
  companies: "acme = 203",
  resolvedStatus: "5",
  reopenedStatus: "1",
  resource: "30001",
  role: "29",
});

/** As autotask.net/help describes it: what it refuses is a 500 with a list of errors. */
export const startAutotask = () => startTicketSystem(respond);

function respond(asked: Asked): Answer {
  const { method, path, headers } = asked;
  const isRight =
    headers.username === username &&
    headers.secret === secret &&
    headers.apiintegrationcode === integrationCode;
  if (!isRight) return { status: 401, body: "" };
  const route = `${method} ${path.replace(base, "").replace(/\d+/, "{id}")}`;
  return routes[route]?.(asked) ?? { status: 404, body: "" };
}

function refuse(...errors: string[]): Answer {
  return { status: 500, body: { errors } };
}

const isCount = (value: JsonValue | undefined) => typeof value === "number";

const routes: Record<string, (asked: Asked) => Answer> = {
  "GET /ThresholdInformation": () => ({
    status: 200,
    body: { externalRequestThreshold: 10000, currentTimeframeRequestCount: 1 },
  }),
  "POST /Tickets": ({ json }) => {
    const { companyID, title, queueID, priority, status } = fieldsOf(json);
    const numbers = [companyID, queueID, priority, status];
    if (!numbers.every(isCount) || !title) {
      return refuse("Value is required for a field.", "Field: companyID");
    }
    if (companyID !== 203 && companyID !== 175) {
      return refuse(
        "Reference value on field: companyID of type: Account does not exist.",
      );
    }
    return { status: 200, body: { itemId: 58001 } };
  },
  "PATCH /Tickets": ({ json }) => {
    const { id, status } = fieldsOf(json);
    if (id !== 58001 || (status !== 5 && status !== 1)) {
      return refuse("Picklist value on field: status is not valid.");
    }
    return { status: 200, body: { itemId: 58001 } };
  },
  "POST /Tickets/{id}/Notes": ({ json }) => {
    const { title, description, noteType, publish } = fieldsOf(json);
    if (!title || !description || !isCount(noteType) || !isCount(publish)) {
      return refuse("Missing Required Field");
    }
    return { status: 200, body: { itemId: 12 } };
  },
  "POST /TimeEntries": ({ json }) => {
    const { ticketID, resourceID, roleID, hoursWorked, dateWorked } = fieldsOf(json);
    const numbers = [ticketID, resourceID, roleID, hoursWorked];
    if (!numbers.every(isCount) || !dateWorked) return refuse("Missing Required Field");
    return { status: 200, body: { itemId: 9 } };
  },
};
