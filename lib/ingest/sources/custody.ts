import { checkedEvent } from "@/lib/ingest/checked-event";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { success } from "@/lib/kit/result";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

/**
 * Our own lines: events as POST /events takes them, or entries as an export wrote them.
 */
export const custody: SourceMapper = {
  source: "custody",
  vendor: null,
  aliases: ["events", "entries"],
  map: (record) => (isEntry(record) ? mapEntry(record) : mapEvent(record)),
};

const eventFields = [
  "action",
  "category",
  "outcome",
  "reason",
  "actor",
  "target",
  "targets",
  "client",
  "changes",
  "context",
  "request",
  "response",
  "metadata",
];

function isEntry(record: JsonObject): boolean {
  return (
    typeof record.id === "string" &&
    typeof record.recorded_at === "string" &&
    (typeof record.idx === "number" || typeof record.sidx === "number")
  );
}

/** What the sender once claimed stays the claim; without one, when the other log got it. */
function mapEntry(record: JsonObject): MapResult {
  const fields = eventFields.flatMap((name): [string, JsonValue][] => {
    const value = record[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const time: JsonObject = {
    occurred_at: record.occurred_at ?? record.recorded_at ?? null,
  };
  const event = { ...Object.fromEntries(fields), ...time };
  const recordId = typeof record.id === "string" ? record.id : null;
  const vendor = typeof record.vendor === "string" ? record.vendor : "custody";
  return checked(event, { vendor, vendorRecord: record, recordId });
}

/** Nothing of an event is outside the event, so no second copy is kept. */
function mapEvent(record: JsonObject): MapResult {
  const key = record.idempotency_key;
  const recordId = typeof key === "string" ? key : null;
  return checked(record, { vendor: "custody", vendorRecord: null, recordId });
}

function checked(
  event: JsonObject,
  origin: { vendor: string; vendorRecord: JsonValue; recordId: string | null },
): MapResult {
  const result = checkedEvent(event);
  return result.ok ? success([{ event: result.value, ...origin }]) : result;
}
