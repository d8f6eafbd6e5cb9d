import { json, type Operation } from "./operation";
import { appended, ref } from "./schemas";

const event = ref("Event");
const batch = {
  type: "object",
  properties: { events: { type: "array", items: event, minItems: 1, maxItems: 1000 } },
  required: ["events"],
};
const records = { description: "The vendor's own records, as they come." };

/** What adds to the log. */
export const appendOperations: Operation[] = [
  {
    method: "post",
    path: "/events",
    summary: "Append one event, a batch or NDJSON: all or nothing, answered when stored",
    permission: "log:append",
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        description: "A repeat answers 200 with the first result and stores nothing.",
      },
    ],
    body: {
      "application/json": { oneOf: [event, batch] },
      "application/x-ndjson": event,
    },
    status: 201,
    answer: json(appended),
  },
  {
    method: "post",
    path: "/ingest/{source}",
    summary: "Append a vendor's own records; a record sent again adds nothing",
    permission: "log:append",
    parameters: [
      {
        name: "source",
        in: "path",
        required: true,
        description: "The vendor: github, okta, cloudtrail, entra, google_workspace, duo",
      },
    ],
    body: { "application/json": records, "application/x-ndjson": records },
    status: 201,
    answer: json(appended),
  },
  {
    method: "post",
    path: "/inbound/{id}",
    summary: "Append events of a system that signs them (Standard Webhooks, no API key)",
    permission: null,
    isSigned: true,
    parameters: [
      { name: "id", in: "path", required: true, description: "The integration" },
      {
        name: "webhook-id",
        in: "header",
        required: true,
        description: "A repeat answers 200 with the first result and stores nothing.",
      },
      {
        name: "webhook-timestamp",
        in: "header",
        required: true,
        description: "In seconds; refused when more than five minutes off",
      },
      {
        name: "webhook-signature",
        in: "header",
        required: true,
        description: "v1, and the HMAC-SHA256 of id.timestamp.body",
      },
    ],
    body: { "application/json": { oneOf: [event, batch] } },
    status: 201,
    answer: json(appended),
  },
];
