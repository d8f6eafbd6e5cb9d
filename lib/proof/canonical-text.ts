/**
 * Guarantees: a text is read as JSON only when it is the canonical one (RFC 8785), so two
 * equal keys, a number that a double cannot hold, spaces and other spellings are refused.
 * Does not: limit depth or size beyond what JSON.parse bears; whoever reads files does.
 */
import { formatCanonical } from "./canonical";
import { FormatError } from "./format-error";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** parseCanonical reads what formatCanonical writes. Throws FormatError. */
export function parseCanonical(text: string): JsonValue {
  const value = readJson(text);
  if (spell(value) !== text) throw new FormatError("not canonical JSON (RFC 8785)");
  return value;
}

/** decodeText returns the text of UTF-8 bytes. Throws FormatError when they are not. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new FormatError("not UTF-8", { cause });
  }
}

/**
 * requireMembers returns an object with exactly the members named.
 * Throws FormatError naming the first that is missing or unknown.
 */
export function requireMembers(
  value: JsonValue | undefined,
  names: readonly string[],
): JsonObject {
  if (!isJsonObject(value)) throw new FormatError("not an object");
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new FormatError(`"${unknown}" is not known`);
  const missing = names.find((name) => value[name] === undefined);
  if (missing !== undefined) throw new FormatError(`"${missing}" is missing`);
  return value;
}

/** requireText returns a value that is a text. Throws FormatError. */
export function requireText(value: JsonValue | undefined, what: string): string {
  if (typeof value !== "string") throw new FormatError(`${what} is not a text`);
  return value;
}

/** requireCount returns a value that is a count or an index. Throws FormatError. */
export function requireCount(value: JsonValue | undefined, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new FormatError(`${what} is not a count`);
  }
  return value;
}

/** requireList returns a value that is a list. Throws FormatError. */
export function requireList(value: JsonValue | undefined, what: string): JsonValue[] {
  if (!Array.isArray(value)) throw new FormatError(`${what} is not a list`);
  return value;
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new FormatError("not JSON", { cause });
  }
}

function spell(value: JsonValue): string | null {
  try {
    return formatCanonical(value);
  } catch {
    return null;
  }
}
