import type { z } from "zod";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { encodeText } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import { type ParsedJson, parseStrictJson } from "@/lib/proof/strict-json";
import { isInstant } from "./claim";
import { parseIpAddress } from "./ip-address";
import { type EventInput, eventSchema, limits } from "./model";
import { formatPointer } from "./pointer";

export type BodyKind = "json" | "ndjson";
export type ReceivedEvent = { event: EventInput; pointer: string };

const errorsNamedMax = 100;
/** The levels that `{"events": [..]}` adds around each event. */
const batchDepth = 2;
/** What canonical form can make of sent bytes: 1e20 becomes 21 digits. */
const growthMax = 6;

const setByCustody = new Set([
  "organization_id",
  "tenant_id",
  "idx",
  "sidx",
  "hash",
  "prev_hash",
  "org_hash",
  "org_prev_hash",
  "recorded_at",
  "received_at",
]);

/** Which reader a Content-Type asks for; null is a 415. */
export function kindOfBody(contentType: string | null): BodyKind | null {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const isUtf8 = parameters.every((parameter) => {
    const [name, value] = parameter.trim().split("=");
    return name !== "charset" || value?.replaceAll('"', "") === "utf-8";
  });
  if (!isUtf8) return null;
  switch (type.trim()) {
    case "application/json":
      return "json";
    case "application/x-ndjson":
    case "application/ndjson":
    case "application/jsonl":
      return "ndjson";
    default:
      return null;
  }
}

/**
 * Reads the body of POST /api/v1/events: one event, `{"events": [..]}` or NDJSON.
 * Throws 400 for what is not JSON, 413 for what is too large, 422 with a JSON pointer for
 * every value that is refused. Nothing is repaired.
 */
export function parseEvents(bytes: Uint8Array, kind: BodyKind): ReceivedEvent[] {
  const found = kind === "json" ? readDocument(bytes) : readLines(bytes);
  if (found.length === 0) throw new AppError("request.empty");
  if (found.length > limits.requestEventsMax) throw tooManyEvents();
  if (bytes.length > limits.eventBytesMax / growthMax) found.forEach(refuseLarge);
  const errors: FieldError[] = [];
  const events: ReceivedEvent[] = [];
  for (const { value, pointer } of found) {
    const checked = checkEvent(value, pointer);
    errors.push(...checked.errors);
    if (checked.errors.length === 0) events.push({ event: checked.event, pointer });
    if (errors.length > errorsNamedMax) break;
  }
  errors.push(...findRepeatedKeys(events));
  if (errors.length > 0) throw refuseEvents(errors);
  return events;
}

function tooManyEvents(): AppError {
  return new AppError("request.too_large", {
    detail: `A request may hold ${limits.requestEventsMax} events, this one has more.`,
  });
}

/** A small request can hold very many mistakes; its answer stays small. */
function refuseEvents(errors: FieldError[]): AppError {
  if (errors.length <= errorsNamedMax) return new AppError("event.invalid", { errors });
  return new AppError("event.invalid", {
    detail: `More than ${errorsNamedMax} values are refused; these are the first.`,
    errors: errors.slice(0, errorsNamedMax),
  });
}

type Found = { value: JsonValue; pointer: string };

function readDocument(bytes: Uint8Array): Found[] {
  const value = parseDocument(bytes);
  if (!isBatch(value)) return [{ value, pointer: "" }];
  if (Object.keys(value).length > 1 || !Array.isArray(value.events)) {
    throw new AppError("event.invalid", {
      errors: [{ pointer: "/events", detail: "must be the only key, and a list" }],
    });
  }
  return value.events.map((event, at) => ({ value: event, pointer: `/events/${at}` }));
}

/** An event may be as deep in a batch as alone: only what is refused is read again. */
function parseDocument(bytes: Uint8Array): JsonValue {
  if (bytes.length === 0) throw new AppError("request.empty");
  const parsed = parseStrictJson(bytes, limits.depthMax);
  if (parsed.ok || parsed.kind === "syntax") return takeValue(parsed, "");
  const deeper = parseStrictJson(bytes, limits.depthMax + batchDepth);
  return takeValue(deeper.ok && isBatch(deeper.value) ? deeper : parsed, "");
}

function isBatch(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, "events");
}

function readLines(bytes: Uint8Array): Found[] {
  const found: Found[] = [];
  for (let start = 0, line = 0; start < bytes.length; line += 1) {
    const next = bytes.indexOf(0x0a, start);
    const end = next === -1 ? bytes.length : next;
    const text = bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end);
    if (text.length > 0) {
      if (found.length === limits.requestEventsMax) throw tooManyEvents();
      const pointer = `/events/${found.length}`;
      const parsed = parseStrictJson(text, limits.depthMax);
      found.push({ value: takeValue(parsed, pointer, line + 1), pointer });
    }
    start = end + 1;
  }
  return found;
}

function takeValue(parsed: ParsedJson, pointer: string, line?: number): JsonValue {
  if (parsed.ok) return parsed.value;
  const place = line === undefined ? "" : `line ${line}: `;
  const errors = [{ pointer: pointer + parsed.pointer, detail: place + parsed.detail }];
  throw parsed.kind === "syntax"
    ? new AppError("request.malformed", {
        detail: `${place}${parsed.detail} at byte ${parsed.offset}.`,
        errors,
      })
    : new AppError("event.invalid", { errors });
}

function refuseLarge({ value, pointer }: Found): void {
  if (encodeText(formatCanonical(value)).length <= limits.eventBytesMax) return;
  throw new AppError("request.too_large", {
    detail: `An event may have ${limits.eventBytesMax} bytes.`,
    errors: [{ pointer, detail: "is larger than an event may be" }],
  });
}

/** Checks one event; what it returns is usable only when `errors` is empty. */
export function checkEvent(
  value: JsonValue,
  pointer: string,
): { event: EventInput; errors: FieldError[] } {
  const parsed = eventSchema.safeParse(value);
  if (!parsed.success) {
    const errors = parsed.error.issues.flatMap((issue) => describeIssue(issue, pointer));
    return { event: value as EventInput, errors };
  }
  const event = parsed.data;
  const errors: FieldError[] = [];
  const refuse = (path: string, detail: string) =>
    errors.push({ pointer: pointer + path, detail });
  if (event.occurred_at != null && !isInstant(event.occurred_at)) {
    refuse("/occurred_at", "must be an RFC 3339 date and time with an offset");
  }
  if (event.client != null && event.clients != null) {
    refuse("/clients", "send client or clients, not both");
  }
  if (event.changes != null && (event.before != null || event.after != null)) {
    refuse("/changes", "send changes, or before and after, not both");
  }
  event.changes?.forEach((change, at) => {
    if (change.path !== "" && !/^(\/([^~]|~[01])*)*$/.test(change.path)) {
      refuse(`/changes/${at}/path`, "must be a JSON pointer (RFC 6901), such as /status");
    }
  });
  if (event.context?.ip != null) {
    const ip = parseIpAddress(event.context.ip);
    if (ip === null) refuse("/context/ip", "must be an IPv4 or IPv6 address");
    else event.context.ip = ip;
  }
  return { event, errors };
}

function describeIssue(issue: z.core.$ZodIssue, pointer: string): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    return [{ pointer: pointer + formatPointer(path), detail: issue.message }];
  }
  return issue.keys.map((key) => ({
    pointer: pointer + formatPointer([...path, key]),
    detail: setByCustody.has(key)
      ? "is set by Custody and may not be sent"
      : "is not a field of an event; vendors' own words go to metadata",
  }));
}

function findRepeatedKeys(events: ReceivedEvent[]): FieldError[] {
  const seen = new Set<string>();
  return events.flatMap(({ event, pointer }) => {
    const key = event.idempotency_key;
    if (key == null) return [];
    const isRepeat = seen.has(key);
    seen.add(key);
    return isRepeat
      ? [
          {
            pointer: `${pointer}/idempotency_key`,
            detail: "occurs twice in this request",
          },
        ]
      : [];
  });
}
