import { limits } from "@/lib/entries/model";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import { parseStrictJson } from "@/lib/proof/strict-json";

const encoder = new TextEncoder();
const looksLikeJson = /^\s*[[{"]/;

/**
 * Pipelines (Log Analytics, Duo) send JSON inside strings; what is not JSON stays text.
 */
export function embeddedJson(value: JsonValue): JsonValue {
  const isCandidate = typeof value === "string" && looksLikeJson.test(value);
  return isCandidate ? jsonOrText(value) : value;
}

/** Levels kept free, because the event puts what was opened deeper than it was. */
const depthReserve = 8;

export function jsonOrText(text: string): JsonValue {
  const depthMax = limits.depthMax - depthReserve;
  const parsed = parseStrictJson(encoder.encode(text), depthMax);
  return parsed.ok ? parsed.value : text;
}

/**
 * Pipelines also fold keys to lower or to Pascal case: an exact key wins, any case does.
 */
function member(object: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const folded = name.toLowerCase();
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === folded);
  return key === undefined ? undefined : object[key];
}

export function valueAt(record: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const name of path.split(".")) {
    const holder: JsonValue = embeddedJson(value ?? null);
    if (!isJsonObject(holder)) return undefined;
    value = member(holder, name);
  }
  return value;
}

/** The first of the paths that holds a text or a number, trimmed; numbers as text. */
export function textAt(record: JsonValue, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = valueAt(record, path);
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  }
  return null;
}

export function objectAt(record: JsonValue, ...paths: string[]): JsonObject | null {
  for (const path of paths) {
    const value = embeddedJson(valueAt(record, path) ?? null);
    if (isJsonObject(value)) return value;
  }
  return null;
}

export function listAt(record: JsonValue, ...paths: string[]): JsonValue[] {
  for (const path of paths) {
    const value = embeddedJson(valueAt(record, path) ?? null);
    if (Array.isArray(value)) return value;
  }
  return [];
}

export function objectsAt(record: JsonValue, ...paths: string[]): JsonObject[] {
  return listAt(record, ...paths).filter(isJsonObject);
}

/** Whole value, JSON in strings opened, `null` when absent or empty. */
/** A vendor's word in a table of ours; "constructor" and its like are in no table. */
export function wordIn<T>(table: Record<string, T>, word: string | null): T | undefined {
  return word !== null && Object.hasOwn(table, word) ? table[word] : undefined;
}

export function contentAt(record: JsonValue, path: string): JsonValue {
  const value = embeddedJson(valueAt(record, path) ?? null);
  return value === "" ? null : value;
}
