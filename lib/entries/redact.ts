import { binaryPlaceholder, isBufferShaped } from "@/lib/entries/binary-data";
import { diffRecords } from "@/lib/entries/diff";
import type { EventInput } from "@/lib/entries/model";
import { isPaymentCard } from "@/lib/entries/payment-card";
import { redactText } from "@/lib/entries/redact-text";
import { redacted } from "@/lib/entries/redaction-mark";
import { isSecretField } from "@/lib/entries/sensitive-keys";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";

type Target = NonNullable<EventInput["target"]>;
type Change = NonNullable<EventInput["changes"]>[number];

/**
 * Takes the secrets out of an event before anything is hashed or stored. What has none
 * comes back as the same object. The fields of the contract are known by their position,
 * so their own names (`session_id`, `idempotency_key`) hide nothing.
 */
export function redactEvent(event: EventInput): EventInput {
  const { actor, context } = event;
  return merge(event, {
    action: redactText(event.action),
    actor: actor && merge(actor, redactFields(actor, ["id", "email", "name", "role"])),
    target: event.target && redactTarget(event.target),
    targets: event.targets && mapSame(event.targets, redactTarget),
    reason: redactOptional(event.reason),
    context:
      context &&
      merge(context, redactFields(context, ["user_agent", "session_id", "request_id"])),
    request: event.request == null ? event.request : redactValue(event.request),
    response: event.response == null ? event.response : redactValue(event.response),
    metadata: event.metadata && redactObject(event.metadata),
    ...redactRecords(event),
  });
}

/** Takes the secrets out of any JSON value; the value itself when it has none. */
export function redactValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "number") return redactNumber(value);
  if (Array.isArray(value)) return mapSame(value, redactValue);
  if (!isJsonObject(value)) return value;
  return isBufferShaped(value) ? binaryPlaceholder : redactObject(value);
}

/** Two secrets look the same once redacted: that they differ must be found before. */
function redactRecords(event: EventInput): Partial<EventInput> {
  const { changes, before, after } = event;
  const records = {
    before: before && redactObject(before),
    after: after && redactObject(after),
  };
  const hasSecret = records.before !== before || records.after !== after;
  const found = !changes && hasSecret ? diffRecords(before ?? {}, after ?? {}) : changes;
  return { ...records, changes: found && mapSame(found, redactChange) };
}

function redactTarget(target: Target): Target {
  return merge(target, redactFields(target, ["type", "id", "name", "url"]));
}

function redactChange(change: Change): Change {
  const { path, before, after } = change;
  return merge(change, {
    path: redactText(path),
    before: before === undefined ? before : redactAt(path, before),
    after: after === undefined ? after : redactAt(path, after),
  });
}

/** A secret parent hides its parts: `/credentials/0/value`. */
function redactAt(path: string, value: JsonValue): JsonValue {
  const names = path.split("/");
  const last = names.pop() ?? "";
  const isHidden =
    isSecretField(last, value) ||
    (isSecretField("secret", value) && names.some((name) => isSecretField(name, [0])));
  return isHidden ? redacted : redactValue(value);
}

function redactObject(value: JsonObject): JsonObject {
  let result = value;
  let hasLongName = false;
  for (const name of Object.keys(value)) {
    const own = value[name] ?? null;
    const kept = isSecretMember(value, name, own) ? redacted : redactValue(own);
    hasLongName ||= name.length >= nameLengthMin;
    if (kept === own) continue;
    if (result === value) result = { ...value };
    result[name] = kept;
  }
  return hasLongName ? redactNames(result) : result;
}

function isSecretMember(record: JsonObject, name: string, value: JsonValue): boolean {
  if (isSecretField(name, value)) return true;
  if (!valueNames.has(name)) return false;
  const label = labelNames.find((candidate) => typeof record[candidate] === "string");
  return label !== undefined && isSecretField(String(record[label]), value);
}

/** Only a token can be a secret without a name of its own, and none is so short. */
const nameLengthMin = 12;

function redactNames(record: JsonObject): JsonObject {
  const names = Object.keys(record);
  const kept = names.map((name) =>
    name.length < nameLengthMin ? name : redactText(name),
  );
  if (kept.every((name, at) => name === names[at])) return record;
  return Object.fromEntries(
    Object.values(record).map((value, at) => [kept[at] ?? redacted, value]),
  );
}

/** Many products write a member as an object: `{"name": "password", "value": ".."}`. */
const valueNames = new Set(
  `value Value oldValue OldValue old_value newValue NewValue new_value before after
  old new`.split(/\s+/),
);
const labelNames = `name Name key Key displayName DisplayName field fieldName
  field_name parameter property header path`.split(/\s+/);

function redactNumber(value: number): JsonValue {
  return Number.isSafeInteger(value) && isPaymentCard(String(value)) ? redacted : value;
}

function redactOptional<T extends string | null | undefined>(text: T): T | string {
  return typeof text === "string" ? redactText(text) : text;
}

function redactFields<T extends object>(record: T, names: (keyof T)[]): Partial<T> {
  const result: Partial<T> = {};
  for (const name of names) {
    const text = record[name];
    if (typeof text === "string") Object.assign(result, { [name]: redactText(text) });
  }
  return result;
}

function merge<T extends object>(record: T, parts: Partial<T>): T {
  const names = Object.keys(parts) as (keyof T)[];
  return names.every((name) => parts[name] === record[name])
    ? record
    : { ...record, ...parts };
}

function mapSame<T>(items: T[], change: (item: T) => T): T[] {
  const mapped = items.map(change);
  return mapped.every((item, index) => item === items[index]) ? items : mapped;
}
