import type { JsonValue } from "@/lib/proof/json-value";
import type { EventInput } from "./model";

export function redactEvent(event: EventInput): EventInput {
  return event;
}

export function redactValue(value: JsonValue): JsonValue {
  return value;
}
