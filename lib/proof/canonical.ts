/**
 * Guarantees: one text for one JSON value (JCS, RFC 8785): keys sorted by UTF-16 code
 * unit, numbers as ECMA-262 writes doubles, the shortest escapes. This text is what is
 * hashed and what is stored (docs/format.md, section 2).
 * Does not: normalise Unicode, or write what JSON cannot say: that throws.
 */
import type { JsonObject, JsonValue } from "./json-value";

const mayNeedEscape = /["\\\u0000-\u001F\uD800-\uDFFF]/;
const loneSurrogate = /[\uD800-\uDFFF]/u;

/**
 * formatCanonical returns the canonical text of a value.
 * Throws on a number that is not finite, on half a surrogate pair, and on anything that
 * is not JSON, such as a member that is undefined.
 */
export function formatCanonical(value: JsonValue): string {
  switch (typeof value) {
    case "string":
      return formatString(value);
    case "number":
      return formatNumber(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? formatList(value) : formatObject(value);
    default:
      throw new TypeError(`${typeof value} is not JSON`);
  }
}

/** JSON.stringify and RFC 8785 agree on text except for half a surrogate pair. */
function formatString(text: string): string {
  if (!mayNeedEscape.test(text)) return `"${text}"`;
  if (loneSurrogate.test(text)) {
    throw new TypeError("half a surrogate pair has no canonical form");
  }
  return JSON.stringify(text);
}

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not JSON`);
  return String(value);
}

function formatList(list: readonly JsonValue[]): string {
  let text = "";
  for (const item of list) {
    if (text !== "") text += ",";
    text += formatCanonical(item);
  }
  return `[${text}]`;
}

/** The default order of `sort` is by UTF-16 code unit, as RFC 8785 section 3.2.3 asks. */
function formatObject(object: JsonObject): string {
  let text = "";
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value === undefined) throw new TypeError(`the member ${key} is undefined`);
    if (text !== "") text += ",";
    text += `${formatString(key)}:${formatCanonical(value)}`;
  }
  return `{${text}}`;
}
