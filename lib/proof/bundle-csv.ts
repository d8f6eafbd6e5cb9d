/**
 * Guarantees: entries.csv follows from entries.jsonl byte for byte: RFC 4180, CRLF, every
 * cell quoted, one row a line, and no cell that a spreadsheet would run as a formula.
 * Does not: lose the value: an apostrophe is put before such a cell, and entries.jsonl has
 * every value as it was recorded. What is not disclosed is an empty cell.
 * Implements docs/format.md, section 7.
 */
import type { BundleEntry } from "./bundle-entry";
import { formatHex } from "./bytes";
import { formatCanonical } from "./canonical";
import { isJsonObject, type JsonValue } from "./json-value";

export const csvColumns = [
  "index",
  "recorded_at",
  "occurred_at",
  "action",
  "category",
  "outcome",
  "reason",
  "actor_type",
  "actor_id",
  "actor_name",
  "actor_email",
  "target_type",
  "target_id",
  "target_name",
  "client_id",
  "ip",
  "user_agent",
  "changes",
  "request",
  "response",
  "metadata",
  "id",
  "hash",
] as const;

/** What is known of an entry's values, by slot; a slot that is not there is not shown. */
export type SlotValues = ReadonlyMap<number, JsonValue>;

const firstChangeSlot = 8;
/** What spreadsheets run, also behind characters they show as nothing. */
export const formulaStart =
  /^[\s\u0000\u00AD\u200B\u2060\uFEFF]*[=+\-@\t\r\n\u0000|%\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** formatCsvRow writes one row: every cell quoted, and safe to open in a spreadsheet. */
export function formatCsvRow(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${guardCell(cell).replaceAll('"', '""')}"`);
  return `${quoted.join(",")}\r\n`;
}

/** formatCsvEntry writes the row of one entry. */
export function formatCsvEntry(
  entry: BundleEntry,
  values: SlotValues,
  entryHash: Uint8Array,
): string {
  const read = (slot: number, name: string) => memberOf(values.get(slot), name);
  const changes = [...values]
    .filter(([slot]) => slot >= firstChangeSlot)
    .map(([, change]) => change);
  const cells: (JsonValue | undefined)[] = [
    String(entry.place ? entry.place.idx : entry.sidx),
    entry.recordedAt,
    read(6, "occurred_at"),
    read(0, "action"),
    read(0, "category"),
    read(0, "outcome"),
    read(7, "reason"),
    read(1, "type"),
    read(1, "id"),
    read(2, "name"),
    read(2, "email"),
    read(3, "type"),
    read(3, "id"),
    values.get(4),
    read(6, "client_id"),
    read(5, "ip"),
    read(5, "user_agent"),
    changes.length > 0 ? changes : null,
    read(7, "request"),
    read(7, "response"),
    read(7, "metadata"),
    read(6, "id"),
    formatHex(entryHash),
  ];
  return formatCsvRow(cells.map(formatCell));
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

function formatCell(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : formatCanonical(value);
}

/** guardCell puts an apostrophe before what a spreadsheet would run. */
export function guardCell(cell: string): string {
  return formulaStart.test(cell) ? `'${cell}` : cell;
}
