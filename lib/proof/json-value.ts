/**
 * Guarantees: one set of types for the JSON values that are hashed (RFC 8259).
 * Does not: check a value; lib/proof/strict-json.ts does, at the door.
 * The content of docs/format.md, section 2, is made of these.
 */
export type JsonPrimitive = string | number | boolean | null;
export type JsonArray = JsonValue[];
export type JsonObject = { [key: string]: JsonValue };
export type JsonValue = JsonPrimitive | JsonArray | JsonObject;

/** isJsonObject tells an object from a list, a primitive and what is not there. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
