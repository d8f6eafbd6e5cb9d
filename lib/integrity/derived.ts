import ipaddr from "ipaddr.js";
import { describeAction } from "@/lib/catalogue/describe";
import { parseInstant } from "@/lib/kit/time";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { DerivedColumn } from "./log-row";

export type ColumnMismatch = { column: DerivedColumn; expected: string; found: string };

type Texts = (string | null)[];
type Columns = Record<string, string | null>;

/**
 * Columns that lists, filters and searches read, against the hashed texts: otherwise
 * someone edits what people see and leaves the hash alone (docs/format.md, section 3).
 * What was erased from a text is not there to compare, and no column may still say it.
 */
export function findColumnMismatch(
  fields: Texts,
  columns: Columns,
): ColumnMismatch | null {
  const [what, who, , target, , origin, reference] = fields.slice(0, 7).map(parseText);
  const checks: [DerivedColumn, JsonObject | null, string][] = [
    ["action", what, "action"],
    ["category", what, "category"],
    ["outcome", what, "outcome"],
    ["actor_type", who, "type"],
    ["actor_id", who, "id"],
    ["target_type", target, "type"],
    ["target_id", target, "id"],
    ["id", reference, "id"],
    ["client_id", reference, "client_id"],
    ["source", reference, "source"],
    ["vendor", reference, "vendor"],
    ["key_id", reference, "key_id"],
    ["session_id", reference, "session_id"],
    ["request_id", reference, "request_id"],
  ].filter((row): row is [DerivedColumn, JsonObject, string] => row[1] !== undefined);
  for (const [column, object, member] of checks) {
    const expected = textOf(object, member);
    const found = columns[column] ?? null;
    if (expected !== found) return mismatch(column, expected, found);
  }
  return (
    findVerbMismatch(what, columns) ??
    findTimeMismatch(reference, columns) ??
    findAddressMismatch(origin, columns)
  );
}

/** Undefined where the text was erased. */
function parseText(text: string | null | undefined): JsonObject | null | undefined {
  if (text === null || text === undefined) return undefined;
  const value = JSON.parse(text) as JsonValue;
  return isJsonObject(value) ? value : null;
}

function textOf(object: JsonObject | null, member: string): string | null {
  const value = object?.[member];
  return typeof value === "string" ? value : null;
}

type Slot = JsonObject | null | undefined;

/** The catalogue says what kind of action it was; the loader of the same version wrote it. */
function findVerbMismatch(what: Slot, columns: Columns): ColumnMismatch | null {
  if (what === undefined) return null;
  const expected = describeAction(textOf(what, "action") ?? "").verb;
  const found = columns.verb ?? null;
  return expected === found ? null : mismatch("verb", expected, found);
}

function findTimeMismatch(reference: Slot, columns: Columns): ColumnMismatch | null {
  if (reference === undefined) return null;
  const claim = textOf(reference, "occurred_at");
  const found = columns.occurred_at ?? null;
  const isSame =
    claim === null || found === null
      ? claim === found
      : parseInstant(claim) === parseInstant(found);
  return isSame ? null : mismatch("occurred_at", claim, found);
}

function findAddressMismatch(origin: Slot, columns: Columns): ColumnMismatch | null {
  const expected = textOf(origin ?? null, "ip");
  const found = columns.ip ?? null;
  const isSame =
    expected === found || (expected !== null && isSameAddress(expected, found));
  return isSame ? null : mismatch("ip", expected, found);
}

function isSameAddress(expected: string, found: string | null): boolean {
  if (found === null || !ipaddr.isValid(expected) || !ipaddr.isValid(found)) return false;
  return ipaddr.parse(expected).toString() === ipaddr.parse(found).toString();
}

function mismatch(
  column: DerivedColumn,
  expected: string | null,
  found: string | null,
): ColumnMismatch {
  return { column, expected: expected ?? "nothing", found: found ?? "nothing" };
}
