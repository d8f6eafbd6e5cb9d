import { describeCategory } from "@/lib/catalogue/categories";
import { describeEntity } from "@/lib/catalogue/entities";
import { describeVerb, isVerb, verbs } from "@/lib/catalogue/verbs";
import { capitalize } from "@/lib/catalogue/words";
import type { FieldName } from "./field-names";
import { parseNetwork } from "./ip-address";
import type { Entry } from "./model";
import { actorTypes, outcomes, sources } from "./vocabulary";

export { type FieldName, fieldNames } from "./field-names";

/** The client term for entries that are about no client. */
export const internalClient = "internal";

type Match =
  | { kind: "exact"; read: (entry: Entry) => string | null }
  | { kind: "prefix"; read: (entry: Entry) => string | null }
  | { kind: "actor" }
  | { kind: "network" }
  | { kind: "user_agent" };

export type Field = {
  /** The word in chips, facets and the filter bar. */
  label: string;
  /** What the seeds' API called it; the API takes both. */
  alias: string | null;
  match: Match;
  /** The closed list of its values, or null when any text may be one. */
  values: readonly string[] | null;
  /** Says why a term cannot be used, or null when it can. */
  refuse: (term: string) => string | null;
  /** The term in words, for people. */
  describe: (term: string) => string;
  example: string;
  doc: string;
};

export const fields: Record<FieldName, Field> = {
  verb: {
    label: "Action",
    alias: null,
    match: exact((entry) => entry.verb),
    ...closed(verbs),
    describe: (term) => (isVerb(term) ? describeVerb(term).words : term),
    example: "verb=delete,archive",
    doc: "What kind of deed it was.",
  },
  action: {
    label: "Action name",
    alias: null,
    match: { kind: "prefix", read: (entry) => entry.action },
    values: null,
    refuse: (term) => {
      const name = term.endsWith("*") ? term.slice(0, -1) : term;
      return /^[A-Za-z0-9._:/-]*$/.test(name)
        ? null
        : "may hold A-Z a-z 0-9 . _ : / - and one * at its end";
    },
    describe: asWritten,
    example: "action=ticket.*,-ticket.viewed",
    doc: "The exact name of an action; a * at the end makes it a prefix.",
  },
  category: {
    label: "Category",
    alias: null,
    match: exact((entry) => entry.category),
    ...open(),
    describe: describeCategory,
    example: "category=authentication",
    doc: "The category of the action, as in the catalogue.",
  },
  entity: {
    label: "Entity",
    alias: null,
    match: exact((entry) => entry.target?.type ?? null),
    ...open(),
    describe: describeEntity,
    example: "entity=ticket,contact",
    doc: "The type of the record it was done to.",
  },
  id: {
    label: "Entity ID",
    alias: "entity_id",
    match: exact((entry) => entry.target?.id ?? null),
    ...open(),
    example: "entity=ticket&id=1234",
    doc: "The id of that record; further targets of a bulk operation are not looked at.",
  },
  actor: {
    label: "Actor",
    alias: "user",
    match: { kind: "actor" },
    values: null,
    refuse: (term) => {
      const type = term.startsWith("type:") ? term.slice("type:".length) : null;
      return type === null ? null : refuseUnlisted(type, actorTypes);
    },
    describe: (term) => (term === "system" ? "System" : term),
    example: "actor=alice@msp.example,-system",
    doc: "Who did it: an id, an e-mail address, system, api:KEY_ID or type:TYPE.",
  },
  client: {
    label: "Client",
    alias: null,
    match: exact((entry) => entry.client ?? internalClient),
    ...open(),
    describe: (term) => term.split("-").map(capitalize).join(" "),
    example: "client=acme,globex",
    doc: "The slug of the client it is about; internal is about none.",
  },
  outcome: {
    label: "Outcome",
    alias: "status",
    match: exact((entry) => entry.outcome),
    ...closed(outcomes),
    describe: capitalize,
    example: "outcome=failed,denied",
    doc: "How it ended.",
  },
  source: {
    label: "Source",
    alias: null,
    match: exact((entry) => entry.source),
    ...closed(sources),
    describe: (term) => (term === "api" ? "API" : capitalize(term)),
    example: "source=-import",
    doc: "The channel it came in by.",
  },
  vendor: {
    label: "Vendor",
    alias: null,
    match: exact((entry) => entry.vendor),
    ...open(),
    example: "vendor=github,okta",
    doc: "The product whose record it came from.",
  },
  ip: {
    label: "IP",
    alias: null,
    match: { kind: "network" },
    values: null,
    refuse: (term) =>
      parseNetwork(term) === null ? "is no IP address and no network (CIDR)" : null,
    describe: asWritten,
    example: "ip=203.0.113.0/24",
    doc: "An IPv4 or IPv6 address, or a network in CIDR form.",
  },
  ua: {
    label: "Browser",
    alias: null,
    match: { kind: "user_agent" },
    ...open(),
    describe: capitalize,
    example: "ua=firefox",
    doc: "A family of browsers or tools, or a part of the user agent's text.",
  },
  session: {
    label: "Session",
    alias: null,
    match: exact((entry) => entry.context.session_id),
    ...open(),
    example: "session=s_91c4",
    doc: "The id of a session.",
  },
  request: {
    label: "Request",
    alias: null,
    match: exact((entry) => entry.context.request_id),
    ...open(),
    example: "request=req_7f20",
    doc: "The id that entries of one request share.",
  },
};

/** `q` has a grammar of its own (free-text.ts), but the same words and documentation. */
export const textField = {
  name: "q",
  label: "Text",
  example: 'q="reset password" -test',
  doc: "Words that all occur in the entry; quotes keep words together, - excludes.",
} as const;

function exact(read: (entry: Entry) => string | null): Match {
  return { kind: "exact", read };
}

function asWritten(term: string): string {
  return term;
}

function open(): Pick<Field, "values" | "refuse" | "describe"> {
  return { values: null, refuse: () => null, describe: asWritten };
}

function closed(values: readonly string[]): Pick<Field, "values" | "refuse"> {
  return { values, refuse: (term) => refuseUnlisted(term, values) };
}

function refuseUnlisted(term: string, values: readonly string[]): string | null {
  return values.includes(term) ? null : `is not one of ${values.join(", ")}`;
}
