import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import {
  type ActorType,
  actorTypes,
  limits,
  type Outcome,
  outcomes,
  type Source,
} from "./vocabulary";

export {
  type ActorType,
  actorTypes,
  limits,
  type Outcome,
  outcomes,
  type Source,
  sources,
} from "./vocabulary";

export type Actor = {
  type: ActorType;
  id: string | null;
  email: string | null;
  name: string | null;
  role: string | null;
};

export type Target = {
  type: string;
  id: string | null;
  name: string | null;
  url: string | null;
};

/** `before` or `after` missing (not null) says the field did not exist on that side. */
export type Change = { path: string; before?: JsonValue; after?: JsonValue };

export type Context = {
  ip: string | null;
  user_agent: string | null;
  session_id: string | null;
  request_id: string | null;
};

/** Values of an entry that were erased together, and who decided it on what ground. */
export type ErasedValues = {
  slots: number[];
  at: string;
  /** The entry that put it on record. */
  record_id: string;
  basis: string;
  /** The owners who decided, by name where they are still known. */
  by: string[];
};

/** One line of the log as the API, the exports and the screens show it. */
export type Entry = {
  id: string;
  idx: number;
  client: string | null;
  sidx: number;
  recorded_at: string;
  occurred_at: string | null;
  action: string;
  category: string;
  verb: string;
  outcome: Outcome;
  reason: string | null;
  actor: Actor;
  target: Target | null;
  targets: Target[];
  changes: Change[];
  context: Context;
  request: JsonValue;
  response: JsonValue;
  metadata: JsonObject;
  vendor_record: JsonValue;
  source: Source;
  vendor: string | null;
  key_id: string | null;
  prev_hash: string;
  hash: string;
  org_prev_hash: string;
  org_hash: string;
  /** Only where values were erased. */
  erased?: ErasedValues[];
};

/** The strict parser has already made sure that these are JSON: checking again would cost more. */
const json = z.custom<JsonValue>((value) => value !== undefined);
const object = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: "must be an object" },
);
const text = (max: number) => z.string().max(max);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish();

const actor = z.strictObject({
  type: z.enum(actorTypes),
  id: optional(text(256)),
  email: optional(text(320)),
  name: optional(text(512)),
  role: optional(text(128)),
});

const target = z.strictObject({
  type: text(128).min(1),
  id: optional(text(512)),
  name: optional(text(1024)),
  url: optional(text(2048)),
  /** Whose target it is, when an event is about several clients. */
  client: optional(text(128).min(1)),
});

const change = z.strictObject({
  path: text(2048),
  before: json.optional(),
  after: json.optional(),
});

const context = z.strictObject({
  ip: optional(text(64)),
  user_agent: optional(text(4096)),
  session_id: optional(text(256)),
  request_id: optional(text(256)),
});

/** What a sender sends: the body of POST /api/v1/events (spec/contract.md, HTTP API). */
export const eventSchema = z.strictObject({
  action: z.string().regex(/^[A-Za-z0-9._:/-]{1,120}$/, {
    error: "must be 1 to 120 characters of A-Z a-z 0-9 . _ : / -",
  }),
  actor: optional(actor),
  target: optional(target),
  targets: optional(z.array(target).max(1000)),
  client: optional(text(128).min(1)),
  clients: optional(z.array(text(128).min(1)).min(1).max(100)),
  outcome: optional(z.enum(outcomes)),
  reason: optional(text(8192)),
  changes: optional(z.array(change).max(limits.changesMax)),
  before: optional(object),
  after: optional(object),
  context: optional(context),
  request: optional(json),
  response: optional(json),
  metadata: optional(object),
  occurred_at: optional(text(64)),
  category: optional(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)),
  idempotency_key: optional(text(255).min(1)),
});

export type EventInput = z.infer<typeof eventSchema>;

/** A vendor's record turned into an event; the record itself is kept whole in slot 7. */
export type MappedRecord = {
  event: EventInput;
  vendor: string;
  vendorRecord: JsonValue;
  /** The vendor's own id of the record; null makes the importer use a hash of the record. */
  recordId: string | null;
};
