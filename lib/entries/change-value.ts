import type { Change } from "@/lib/entries/model";
import type { JsonValue } from "@/lib/proof/json-value";

export const redactedText = "[REDACTED]";
export const binaryText = "[BINARY DATA]";

const inlineLengthMax = 48;

/** What a side of a change is, so that null, empty and missing never look alike. */
export type ValueKind =
  | "missing"
  | "null"
  | "empty text"
  | "redacted"
  | "binary"
  | "text"
  | "number"
  | "yes/no"
  | "list"
  | "object";

export function kindOf(value: JsonValue | undefined): ValueKind {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty text";
  if (value === redactedText) return "redacted";
  if (value === binaryText) return "binary";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "yes/no";
  return Array.isArray(value) ? "list" : "object";
}

/** Whether the change is one of type as well: the text "5" became the number 5. */
export function isTypeChange({ before, after }: Change): boolean {
  const typed: ValueKind[] = ["text", "empty text", "number", "yes/no", "list", "object"];
  const [from, to] = [kindOf(before), kindOf(after)];
  if (!typed.includes(from) || !typed.includes(to)) return false;
  return typeof before !== typeof after || Array.isArray(before) !== Array.isArray(after);
}

/** A value as one line of text: "not set", "null" and "empty" say what cannot be seen. */
export function describeValue(value: JsonValue | undefined): string {
  if (value === undefined) return "not set";
  if (value === "") return "empty";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value as the details show it: small lists and objects on one line, others indented. */
export function printValue(value: JsonValue): string {
  if (typeof value === "string") return value;
  const line = JSON.stringify(value);
  return line.length <= inlineLengthMax ? line : JSON.stringify(value, null, 2);
}
