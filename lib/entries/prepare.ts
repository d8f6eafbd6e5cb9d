import { describeAction } from "@/lib/catalogue/describe";
import type { Verb } from "@/lib/catalogue/verbs";
import { formatHex } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import { commitFields } from "@/lib/proof/field-commitments";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import { diffRecords } from "./diff";
import type { Actor, Change, Context, EventInput, Source } from "./model";
import type { Subject } from "./subjects";

/** Who sends: what the event itself leaves out is taken from here. */
export type Sender = {
  actor: Actor;
  keyId: string | null;
  source: Source;
  context: Context;
};

export type EventOrigin = { vendor: string | null; vendorRecord: JsonValue };

export type Naming = { id: string; entryKey: Uint8Array };

export type PreparedEntry = {
  clientId: string | null;
  id: string;
  verb: Verb;
  entryKey: string;
  bodyRoot: string;
  fields: string[];
};

/**
 * Turns a checked and redacted event into the field texts and commitments of one entry
 * (docs/format.md, sections 2 and 3). The chain links are added by the database.
 */
export function prepareEntry(
  event: EventInput,
  sender: Sender,
  subject: Subject,
  naming: Naming & Partial<EventOrigin>,
): PreparedEntry {
  const described = describeAction(event.action);
  const target = subject.isTargetForeign ? null : event.target;
  const values: JsonValue[] = [
    {
      action: event.action,
      category: event.category ?? described.category,
      outcome: event.outcome ?? "success",
    },
    ...actorSlots(event, sender),
    target ? { id: target.id ?? null, type: target.type } : null,
    target?.name ?? null,
    originSlot(event, sender),
    referenceSlot(event, sender, subject, naming),
    remainderSlot(event, subject, naming.vendorRecord),
    ...listChanges(event).map(changeSlot),
  ];
  const fields = values.map(formatCanonical);
  const { root } = commitFields(naming.entryKey, fields);
  return {
    clientId: subject.clientId,
    id: naming.id,
    verb: described.verb,
    entryKey: formatHex(naming.entryKey),
    bodyRoot: formatHex(root),
    fields,
  };
}

/** The changed fields of an event, whether it sent them or only the two records. */
export function listChanges(event: EventInput): Change[] {
  if (event.changes) return event.changes;
  if (!event.before && !event.after) return [];
  return diffRecords(event.before ?? {}, event.after ?? {});
}

function actorSlots(event: EventInput, sender: Sender): [JsonValue, JsonValue] {
  const actor = event.actor ?? sender.actor;
  const { email = null, name = null, role = null } = actor;
  const isNamed = email !== null || name !== null || role !== null;
  return [
    { id: actor.id ?? null, type: actor.type },
    isNamed ? { email, name, role } : null,
  ];
}

function originSlot(event: EventInput, sender: Sender): JsonValue {
  const ip = event.context ? (event.context.ip ?? null) : sender.context.ip;
  const userAgent = event.context
    ? (event.context.user_agent ?? null)
    : sender.context.user_agent;
  return ip === null && userAgent === null ? null : { ip, user_agent: userAgent };
}

function referenceSlot(
  event: EventInput,
  sender: Sender,
  subject: Subject,
  naming: Naming & Partial<EventOrigin>,
): JsonObject {
  return {
    client_id: subject.clientId,
    id: naming.id,
    key_id: sender.keyId,
    occurred_at: event.occurred_at ?? null,
    request_id: event.context?.request_id ?? sender.context.request_id,
    session_id: event.context?.session_id ?? sender.context.session_id,
    source: sender.source,
    vendor: naming.vendor ?? null,
  };
}

function remainderSlot(
  event: EventInput,
  subject: Subject,
  vendorRecord: JsonValue | undefined,
): JsonValue {
  const rest: JsonObject = {};
  if (event.metadata) rest.metadata = event.metadata;
  if (event.reason) rest.reason = event.reason;
  if (event.request != null) rest.request = event.request;
  if (event.response != null) rest.response = event.response;
  if (event.target?.url && !subject.isTargetForeign) rest.target_url = event.target.url;
  if (subject.targets?.length) rest.targets = subject.targets.map(targetValue);
  if (vendorRecord != null) rest.vendor_record = vendorRecord;
  return Object.keys(rest).length === 0 ? null : rest;
}

function targetValue(target: NonNullable<EventInput["target"]>): JsonObject {
  return {
    id: target.id ?? null,
    name: target.name ?? null,
    type: target.type,
    url: target.url ?? null,
  };
}

function changeSlot(change: Change): JsonObject {
  const slot: JsonObject = { path: change.path };
  if (change.before !== undefined) slot.before = change.before;
  if (change.after !== undefined) slot.after = change.after;
  return slot;
}
