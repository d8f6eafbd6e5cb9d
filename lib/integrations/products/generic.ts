import { isJsonObject } from "@/lib/proof/json-value";
import type { Call, Field, Product, Settings, WriteBackKind } from "../product";
import {
  baseUrlField,
  companyFields,
  joinUrl,
  listTexts,
  readId,
  readPath,
  statusFields,
} from "../settings";
import { fillPath, fillTemplate, parseTemplate, valuesOf } from "../template";

const methods = ["POST", "PATCH", "PUT"] as const;
const callPattern = /^(POST|PATCH|PUT)\s+(\/\S*)$/;

type Initial = { call: string; body: string };

/** The two fields of each kind, and what a new one begins with. */
const templates: Record<WriteBackKind, { label: string; initial: Initial }> = {
  create_ticket: {
    label: "Create a ticket",
    initial: {
      call: "POST /tickets",
      body: `{
  "title": "{{title}}",
  "description": "{{description}}",
  "severity": "{{severity}}",
  "company": "{{company}}"
}`,
    },
  },
  set_status: {
    label: "Change its status",
    initial: { call: "PATCH /tickets/{{ticket_id}}", body: `{ "status": "{{status}}" }` },
  },
  acknowledge: {
    label: "Acknowledge",
    initial: {
      call: "POST /tickets/{{ticket_id}}/notes",
      body: `{ "text": "{{note}}", "internal": true }`,
    },
  },
  add_time: {
    label: "Add time",
    initial: {
      call: "POST /tickets/{{ticket_id}}/time",
      body: `{ "minutes": "{{minutes}}", "text": "{{note}}" }`,
    },
  },
};

const fieldOf = (kind: WriteBackKind, part: "Call" | "Body") => `${kind}${part}`;

const templateFields = (kind: WriteBackKind): Field[] => {
  const { label, initial } = templates[kind];
  const isOptional = kind === "create_ticket" ? undefined : true;
  return [
    {
      name: fieldOf(kind, "Call"),
      label: `${label}: call`,
      hint: isOptional && "A method and a path; empty where it cannot be done there",
      initial: initial.call,
      isOptional,
    },
    {
      name: fieldOf(kind, "Body"),
      label: `${label}: body`,
      initial: initial.body,
      isOptional,
      rows: initial.body.split("\n").length + 1,
    },
  ];
};

/** Any system with an HTTP API, by templates of its calls. */
export const generic: Product = {
  name: "Another system",
  says: "Any HTTP API that takes JSON: you write its calls as templates.",
  hosts: [],
  fields: [
    baseUrlField("https://tickets.example.com/api"),
    {
      name: "headerName",
      label: "Header",
      hint: "The one that says who calls",
      initial: "Authorization",
    },
    { name: "headerValue", label: "Header value", hint: "Bearer …", isSecret: true },
    {
      name: "testPath",
      label: "Test path",
      hint: "Answers a GET with a status below 300",
      initial: "/me",
    },
    ...templateFields("create_ticket"),
    {
      name: "ticketPath",
      label: "Ticket number",
      hint: "Where it stands in the answer, like id or data.ticket.id",
      initial: "id",
    },
    ...templateFields("set_status"),
    ...statusFields("As the template sends it"),
    ...templateFields("acknowledge"),
    ...templateFields("add_time"),
    ...companyFields("company", true),
  ],
  findProblems,
  canDo: (settings, kind) => (settings[fieldOf(kind, "Call")] ?? "").trim() !== "",
  test: (settings) => ({
    method: "GET",
    url: joinUrl(settings, settings.testPath ?? ""),
    headers: headersOf(settings),
  }),
  write: (work, settings) => {
    const values = valuesOf(work, settings);
    const [, method, path = ""] =
      callPattern.exec((settings[fieldOf(work.kind, "Call")] ?? "").trim()) ?? [];
    const body = parseTemplate(settings[fieldOf(work.kind, "Body")] || "{}");
    return {
      method: methods.find((one) => one === method) ?? "POST",
      url: joinUrl(settings, fillPath(path, values)),
      headers: { ...headersOf(settings), "idempotency-key": work.id },
      body: body.ok ? fillTemplate(body.value, values) : {},
    };
  },
  readTicketId: (answer, { ticketPath = "" }) =>
    readId(readPath(answer, ticketPath.trim())),
  readProblem: (answer) => {
    if (!isJsonObject(answer)) return null;
    const { error, message, detail, title } = answer;
    return listTexts([message, detail, title, error, readPath(answer, "error.message")]);
  },
};

function headersOf({ headerName = "", headerValue = "" }: Settings): Call["headers"] {
  return {
    accept: "application/json",
    [headerName.trim().toLowerCase()]: headerValue.trim(),
  };
}

const headerPattern = /^[A-Za-z0-9-]{1,64}$/;
/** What the way out sets itself. */
const takenHeaders = ["host", "content-length", "content-type", "transfer-encoding"];

function findProblems(settings: Settings): { field: string; detail: string }[] {
  const found: { field: string; detail: string }[] = [];
  const headerName = (settings.headerName ?? "").trim();
  if (!headerPattern.test(headerName)) {
    found.push({ field: "headerName", detail: "is not the name of a header" });
  } else if (takenHeaders.includes(headerName.toLowerCase())) {
    found.push({ field: "headerName", detail: "is a header that Custody sets itself" });
  }
  for (const kind of Object.keys(templates) as WriteBackKind[]) {
    found.push(...findTemplateProblems(settings, kind));
  }
  return found;
}

function findTemplateProblems(settings: Settings, kind: WriteBackKind) {
  const [callField, bodyField] = [fieldOf(kind, "Call"), fieldOf(kind, "Body")];
  const call = (settings[callField] ?? "").trim();
  if (call === "") return [];
  const found: { field: string; detail: string }[] = [];
  if (!callPattern.test(call)) {
    const detail = "is not a method and a path, like POST /tickets";
    found.push({ field: callField, detail });
  }
  const path = parseTemplate(JSON.stringify(call));
  if (!path.ok) found.push({ field: callField, detail: path.reason });
  const body = parseTemplate(settings[bodyField] || "{}");
  if (!body.ok) found.push({ field: bodyField, detail: body.reason });
  return found;
}
