import { apiLimits } from "@/lib/entries/api-query";
import { fieldNames, fields, textField } from "@/lib/entries/fields";
import { appendOperations } from "./append-operations";
import { json, type Operation, type Parameter } from "./operation";
import { listed, ref } from "./schemas";
import { entryProof, integrityState, revoked } from "./schemas-proof";

const filters: Parameter[] = [
  {
    name: textField.name,
    in: "query",
    description: textField.doc,
    example: textField.example.replace("q=", ""),
  },
  ...[
    ["start", "From this instant or day on, inclusive (RFC 3339)."],
    ["end", "Up to this instant, exclusive; a bare date means that whole day."],
    ["tz", "The zone of bare dates; UTC without it."],
  ].map(([name = "", description = ""]) => ({ name, in: "query" as const, description })),
  ...fieldNames.map((name) => ({
    name: fields[name].alias ?? name,
    in: "query" as const,
    description: `${fields[name].doc} Comma is OR, a leading - excludes.`,
    example: fields[name].example.split("&").at(-1)?.split("=")[1],
  })),
];

const paging: Parameter[] = [
  {
    name: "limit",
    in: "query",
    description: "Entries of a page.",
    schema: {
      type: "integer",
      minimum: 1,
      maximum: apiLimits.limitMax,
      default: apiLimits.limitDefault,
    },
  },
  {
    name: "cursor",
    in: "query",
    description: "The next_cursor of the page before; stays true while entries arrive.",
  },
  {
    name: "offset",
    in: "query",
    description: "Entries to leave out; not beside a cursor.",
    schema: { type: "integer", minimum: 0 },
  },
  {
    name: "order",
    in: "query",
    description: "Newest first, or oldest first.",
    schema: { enum: ["desc", "asc"], default: "desc" },
  },
];

const entryId: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The id of the entry, evt_…",
};

const exportId: Parameter = { ...entryId, description: "The id of the export, exp_…" };

/** The programs' surface. A test holds it to the routes that are built. */
export const operations: Operation[] = [
  ...appendOperations,
  {
    method: "get",
    path: "/audit-logs",
    summary: "List entries; the total is exact",
    permission: "log:read",
    parameters: [...filters, ...paging],
    status: 200,
    answer: json(listed),
  },
  {
    method: "get",
    path: "/audit-logs/{id}",
    summary: "One entry",
    permission: "log:read",
    parameters: [entryId],
    status: 200,
    answer: json(ref("Entry")),
  },
  {
    method: "get",
    path: "/audit-logs/stream",
    summary: "Entries as they are stored (server-sent events)",
    permission: "log:read",
    parameters: [
      ...filters,
      {
        name: "Last-Event-ID",
        in: "header",
        description: "Resumes after this one, without a gap or a repeat.",
      },
    ],
    status: 200,
    answer: { "text/event-stream": { type: "string" } },
  },
  {
    method: "post",
    path: "/exports",
    summary: "Ask for a file of exactly what a query of the log selects now",
    permission: "log:export",
    body: { "application/json": ref("ExportWish") },
    status: 202,
    answer: json(ref("Export")),
  },
  {
    method: "get",
    path: "/exports/{id}",
    summary: "How far an export is, and what was verified while it was written",
    permission: "log:export",
    parameters: [exportId],
    status: 200,
    answer: json(ref("Export")),
  },
  {
    method: "get",
    path: "/exports/{id}/download",
    summary: "The file; every download is an entry",
    permission: "log:export",
    parameters: [exportId],
    status: 200,
    answer: {
      "text/csv": { type: "string" },
      "application/json": { type: "object" },
      "application/x-ndjson": { type: "string" },
    },
  },
  {
    method: "get",
    path: "/audit-logs/{id}/proof",
    summary: "The proof that an entry is in the log, up to a signed checkpoint",
    permission: "log:verify",
    parameters: [entryId],
    status: 200,
    answer: json(entryProof),
  },
  {
    method: "get",
    path: "/checkpoints/latest",
    summary: "The newest signed checkpoint of the log (C2SP signed note)",
    permission: null,
    status: 200,
    answer: { "text/plain": { type: "string" } },
  },
  {
    method: "get",
    path: "/integrity",
    summary: "How far the log is sealed and verified, and what is wrong with it",
    permission: "log:verify",
    status: 200,
    answer: json(integrityState),
  },
  {
    method: "post",
    path: "/keys/revoke",
    summary: "Ends the key it is sent with: whoever found one stops it",
    permission: "api_keys:revoke_own",
    status: 200,
    answer: json(revoked),
  },
  {
    method: "get",
    path: "/catalogue",
    summary: "Every action Custody knows by name",
    permission: "catalogue:read",
    status: 200,
    answer: json({ type: "object" }),
  },
  {
    method: "get",
    path: "/openapi.json",
    summary: "This document",
    permission: null,
    status: 200,
    answer: json({ type: "object" }),
  },
];
