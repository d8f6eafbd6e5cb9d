import type { JsonValue } from "@/lib/proof/json-value";

export const writeBackKinds = [
  "create_ticket",
  "set_status",
  "acknowledge",
  "add_time",
] as const;
export type WriteBackKind = (typeof writeBackKinds)[number];

/** Everything that the form of a product says, by the names of its fields. */
export type Settings = Partial<Record<string, string>>;

export type Field = {
  name: string;
  label: string;
  hint?: string;
  isSecret?: true;
  isOptional?: true;
  /** More than one line. */
  rows?: number;
  /** What the form of a new one begins with. */
  initial?: string;
};

/** What is to be said to a ticket system, in no product's words. */
export type Work = {
  /** Its own number, the same on every try. */
  id: string;
  kind: WriteBackKind;
  title: string;
  description: string;
  severity: string;
  /** The client it is about, by the name in its addresses. */
  client: string | null;
  alertId: string;
  alertUrl: string;
  /** Of the ticket it is about; empty for one that is made. */
  ticketId: string;
  status: string;
  minutes: number;
  note: string;
  /** Who asked, by name, and when: an instant. */
  by: string;
  at: string;
};

export type Call = {
  method: "GET" | "POST" | "PATCH" | "PUT";
  url: string;
  headers: Record<string, string>;
  /** JSON, or a form where a product wants one. */
  body?: JsonValue | URLSearchParams;
};

export type Product = {
  name: string;
  says: string;
  /** How its hosts end; empty where it may stand anywhere. */
  hosts: string[];
  fields: Field[];
  /** What is wrong with settings beyond a missing field, by the field. */
  findProblems?: (settings: Settings) => { field: string; detail: string }[];
  canDo: (settings: Settings, kind: WriteBackKind) => boolean;
  /** A call that gives a short-lived token, where calls need one. */
  askToken?: (settings: Settings) => Call;
  test: (settings: Settings, token: string) => Call;
  write: (work: Work, settings: Settings, token: string) => Call;
  /** The number of the ticket in the answer to its making; null where there is none. */
  readTicketId: (answer: JsonValue, settings: Settings) => string | null;
  /** Why it refused, in its own words; null where the answer says nothing known. */
  readProblem: (answer: JsonValue) => string | null;
};
