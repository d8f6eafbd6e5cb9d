import { objectAt } from "@/lib/ingest/lookup";
import type { JsonObject } from "@/lib/proof/json-value";

/**
 * Azure Monitor wraps Graph's record in `properties` (an object or a string); Log
 * Analytics flattens it. One object with the inner fields first serves all three.
 */
export function entraBody(record: JsonObject): JsonObject {
  const inner = objectAt(record, "properties") ?? {};
  const names = new Set(Object.keys(inner).map((name) => name.toLowerCase()));
  const outer = Object.entries(record).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(outer), ...inner };
}
