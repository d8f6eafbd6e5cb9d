import { isJsonObject } from "@/lib/proof/json-value";
import type { Call, Product, Settings, Work } from "../product";
import {
  baseUrlField,
  companyFields,
  companyOf,
  hoursOf,
  joinUrl,
  listTexts,
  readId,
  readPath,
  statusFields,
} from "../settings";

const summaryLengthMax = 100;

/**
 * Source: developer.connectwise.com, ConnectWise PSA REST API 3.0: service/tickets, its
 * notes, time/entries and system/info; authentication by member keys and clientId.
 */
export const connectwise: Product = {
  name: "ConnectWise PSA",
  says: "Service tickets, internal notes and time entries, with the keys of an API member.",
  hosts: [".myconnectwise.net", ".connectwisedev.com"],
  fields: [
    baseUrlField("https://api-eu.myconnectwise.net/v4_6_release/apis/3.0"),
    { name: "companyId", label: "Login company" },
    { name: "publicKey", label: "Public key" },
    { name: "privateKey", label: "Private key", isSecret: true },
    {
      name: "clientId",
      label: "Client id",
      hint: "Of the developer programme",
      isSecret: true,
    },
    { name: "board", label: "Service board", hint: "Its name" },
    ...companyFields("company identifier"),
    ...statusFields("Its name on the board"),
  ],
  canDo: () => true,
  test: (settings) => call(settings, "GET", "system/info"),
  write: (work, settings) => writers[work.kind](work, settings),
  readTicketId: (answer) => readId(readPath(answer, "id")),
  readProblem: (answer) => {
    if (!isJsonObject(answer)) return null;
    const errors = Array.isArray(answer.errors) ? answer.errors : [];
    return listTexts([answer.message, ...errors.map((one) => readPath(one, "message"))]);
  },
};

function call(
  settings: Settings,
  method: Call["method"],
  path: string,
  body?: Call["body"],
): Call {
  const { companyId = "", publicKey = "", privateKey = "", clientId = "" } = settings;
  const login = btoa(`${companyId.trim()}+${publicKey.trim()}:${privateKey.trim()}`);
  const headers = {
    authorization: `Basic ${login}`,
    clientid: clientId.trim(),
    accept: "application/json",
  };
  return { method, url: joinUrl(settings, path), headers, body };
}

const writers: Record<Work["kind"], (work: Work, settings: Settings) => Call> = {
  create_ticket: ({ title, description, client }, settings) =>
    call(settings, "POST", "service/tickets", {
      summary: title.slice(0, summaryLengthMax),
      board: { name: settings.board?.trim() ?? "" },
      company: { identifier: companyOf(settings, client) },
      initialDescription: description,
    }),
  set_status: ({ ticketId, status }, settings) =>
    call(settings, "PATCH", `service/tickets/${encodeURIComponent(ticketId)}`, [
      { op: "replace", path: "status", value: { name: status } },
    ]),
  acknowledge: ({ ticketId, note }, settings) =>
    call(settings, "POST", `service/tickets/${encodeURIComponent(ticketId)}/notes`, {
      text: note,
      detailDescriptionFlag: false,
      internalAnalysisFlag: true,
      resolutionFlag: false,
    }),
  add_time: ({ ticketId, minutes, note, at }, settings) =>
    call(settings, "POST", "time/entries", {
      chargeToId: Number(ticketId),
      chargeToType: "ServiceTicket",
      timeStart: `${at.slice(0, 19)}Z`,
      actualHours: hoursOf(minutes),
      notes: note,
    }),
};
