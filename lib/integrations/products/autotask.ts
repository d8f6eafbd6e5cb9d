import { isJsonObject } from "@/lib/proof/json-value";
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

const taskNotes = 3;
const allAutotaskUsers = 1;

/**
 * Source: autotask.net/help/DeveloperHelp, REST API 1.0: Tickets, their Notes, TimeEntries
 * and ThresholdInformation; it refuses with status 500 and a list of `errors`.
 */
export const autotask: Product = {
  name: "Autotask PSA",
  says: "Tickets, internal notes and time entries, as an API-only user.",
  hosts: [".autotask.net"],
  fields: [
    baseUrlField("Of your zone: https://webservices5.autotask.net/ATServicesRest"),
    { name: "username", label: "API user" },
    { name: "secret", label: "Secret", isSecret: true },
    { name: "integrationCode", label: "Tracking identifier", isSecret: true },
    { name: "queue", label: "Queue", hint: "Its number" },
    { name: "priority", label: "Priority", hint: "Its number", initial: "2" },
    { name: "newStatus", label: "Status of a new ticket", initial: "1" },
    ...companyFields("company number"),
    ...statusFields("Its number, 5 for Complete"),
    {
      name: "resource",
      label: "Resource",
      hint: "Whose time is entered: its number. Empty: no time entries",
      isOptional: true,
    },
    { name: "role", label: "Role", hint: "Of that resource", isOptional: true },
  ],
  canDo: ({ resource = "" }, kind) => kind !== "add_time" || resource.trim() !== "",
  test: (settings) => call(settings, "GET", "ThresholdInformation"),
  write: (work, settings) => writers[work.kind](work, settings),
  readTicketId: (answer) => readId(readPath(answer, "itemId")),
  readProblem: (answer) =>
    isJsonObject(answer) && Array.isArray(answer.errors)
      ? listTexts(answer.errors)
      : null,
};

function call(
  settings: Settings,
  method: Call["method"],
  path: string,
  body?: Call["body"],
): Call {
  const { username = "", secret = "", integrationCode = "" } = settings;
  const headers = {
    username: username.trim(),
    secret: secret.trim(),
    apiintegrationcode: integrationCode.trim(),
    accept: "application/json",
  };
  return { method, url: joinUrl(settings, `V1.0/${path}`), headers, body };
}

const writers: Record<Work["kind"], (work: Work, settings: Settings) => Call> = {
  create_ticket: ({ title, description, client }, settings) =>
    call(settings, "POST", "Tickets", {
      companyID: numberOr(companyOf(settings, client)),
      title,
      description,
      queueID: numberOr(settings.queue ?? ""),
      priority: numberOr(settings.priority ?? ""),
      status: numberOr(settings.newStatus ?? ""),
    }),
  set_status: ({ ticketId, status }, settings) =>
    call(settings, "PATCH", "Tickets", {
      id: numberOr(ticketId),
      status: numberOr(status),
    }),
  acknowledge: ({ ticketId, note }, settings) =>
    call(settings, "POST", `Tickets/${encodeURIComponent(ticketId)}/Notes`, {
      title: "Alert acknowledged",
      description: note,
      noteType: taskNotes,
      publish: allAutotaskUsers,
    }),
  add_time: ({ ticketId, minutes, note, at }, settings) =>
    call(settings, "POST", "TimeEntries", {
      ticketID: numberOr(ticketId),
      resourceID: numberOr(settings.resource ?? ""),
      roleID: numberOr(settings.role ?? ""),
      dateWorked: `${at.slice(0, 10)}T00:00:00Z`,
      hoursWorked: hoursOf(minutes),
      summaryNotes: note,
    }),
};
