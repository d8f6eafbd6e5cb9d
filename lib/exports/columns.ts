import type { JsonValue } from "@/lib/proof/json-value";
import type { CheckedEntry } from "./exported-row";

export type Cell = JsonValue | undefined;
export type Kind = "text" | "number" | "instant" | "json";
export type Column = {
  name: string;
  /** The member of the entry that it is read from. */
  of: keyof CheckedEntry;
  kind: Kind;
  read: (entry: CheckedEntry) => Cell;
};

const plain = (name: keyof CheckedEntry, kind: Kind = "text"): Column => ({
  name,
  of: name,
  kind,
  read: (entry) => entry[name] as JsonValue | undefined,
});

const ofActor = (name: "type" | "id" | "name" | "email" | "role"): Column => ({
  name: `actor_${name}`,
  of: "actor",
  kind: "text",
  read: ({ actor }) => actor[name],
});

const ofTarget = (name: "type" | "id" | "name" | "url"): Column => ({
  name: `target_${name}`,
  of: "target",
  kind: "text",
  read: ({ target }) => target?.[name],
});

const ofContext = (name: "ip" | "user_agent" | "session_id" | "request_id"): Column => ({
  name,
  of: "context",
  kind: "text",
  read: ({ context }) => context[name],
});

/** Every field of an entry, in the order of the JSON; nothing is summarized. */
const columns: Column[] = [
  plain("id"),
  plain("idx", "number"),
  plain("client"),
  plain("sidx", "number"),
  plain("recorded_at", "instant"),
  plain("occurred_at", "instant"),
  plain("action"),
  plain("category"),
  plain("verb"),
  plain("outcome"),
  plain("reason"),
  ofActor("type"),
  ofActor("id"),
  ofActor("name"),
  ofActor("email"),
  ofActor("role"),
  ofTarget("type"),
  ofTarget("id"),
  ofTarget("name"),
  ofTarget("url"),
  plain("targets", "json"),
  plain("changes", "json"),
  ofContext("ip"),
  ofContext("user_agent"),
  ofContext("session_id"),
  ofContext("request_id"),
  plain("request", "json"),
  plain("response", "json"),
  plain("metadata", "json"),
  plain("vendor_record", "json"),
  plain("source"),
  plain("vendor"),
  plain("key_id"),
  plain("prev_hash"),
  plain("hash"),
  plain("org_prev_hash"),
  plain("org_hash"),
  plain("erased", "json"),
  plain("verification"),
];

const organizationOnly = new Set(["idx", "org_prev_hash", "org_hash"]);

/** Readers of one client never learn places in the whole log. */
export function listColumns(isLimited: boolean): Column[] {
  return columns.filter(({ name }) => !isLimited || !organizationOnly.has(name));
}
