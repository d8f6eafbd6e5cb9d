/** One entry as the database holds it: hashes in hexadecimal, nothing trusted yet. */
export type LogRow = {
  idx: number;
  slot: number;
  sidx: number;
  recordedAt: string;
  prevHash: string;
  hash: string;
  orgPrevHash: string;
  orgHash: string;
  bodyRoot: string;
  fieldCount: number;
  /** Null where only the structure was read. */
  content: LogContent | null;
};

export type LogContent = {
  entryKey: string | null;
  /** Null where the value was erased. */
  fields: (string | null)[];
  columns: Record<string, string | null>;
  /** What stays of the values that were erased; null where none was, or nothing stays. */
  erasure: KeptErasure | null;
};

export type KeptErasure = {
  /** Hexadecimal, one salt after the other. */
  salts: string | null;
  fields: { slot: number; commitment: string; recordIdx: number }[];
  records: ErasureRecord[];
};

/** The entry that put an erasure on record, as it is now. */
export type ErasureRecord = {
  idx: number;
  slot: number;
  bodyRoot: string;
  content: Pick<LogContent, "entryKey" | "fields"> &
    Pick<KeptErasure, "salts"> & { commitments: [slot: number, hash: string][] };
};

/** Neither canonical JSON nor a hash holds one of these. */
export const rowSeparator = "\u001e";
const columnSeparator = "\u001f";
const structureCount = 10;

/** The columns derived from the hashed texts, in the order in which rows carry them. */
export const derivedColumns = [
  "id",
  "client_id",
  "occurred_at",
  "action",
  "category",
  "verb",
  "outcome",
  "source",
  "vendor",
  "actor_type",
  "actor_id",
  "target_type",
  "target_id",
  "ip",
  "key_id",
  "session_id",
  "request_id",
] as const;
export type DerivedColumn = (typeof derivedColumns)[number];

/**
 * Reads a row as `listRows` of queries.ts packs it. A text that someone filled with
 * separators gives values that no hash meets, not a failure to read.
 */
export function parseRow(text: string): LogRow {
  const parts = text.split(columnSeparator);
  const part = (at: number) => parts[at] ?? "";
  return {
    idx: Number(part(0)),
    slot: Number(part(1)),
    sidx: Number(part(2)),
    recordedAt: part(3),
    prevHash: part(4),
    hash: part(5),
    orgPrevHash: part(6),
    orgHash: part(7),
    bodyRoot: part(8),
    fieldCount: Number(part(9)),
    content: parts.length > structureCount ? parseContent(parts) : null,
  };
}

function parseContent(parts: string[]): LogContent {
  const columns: LogContent["columns"] = {};
  for (const [at, name] of derivedColumns.entries()) {
    columns[name] = readNullable(parts[structureCount + 2 + at] ?? "");
  }
  return {
    entryKey: readNullable(parts[structureCount] ?? ""),
    fields: (parts[structureCount + 1] ?? "")
      .split("\n")
      .map((field) => (field === "" ? null : field)),
    columns,
    erasure: parseErasure(
      readNullable(parts[structureCount + 2 + derivedColumns.length] ?? ""),
    ),
  };
}

/** Null also where somebody filled other columns with separators: then no hash meets. */
export function parseErasure(text: string | null): KeptErasure | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as KeptErasure;
  } catch {
    return null;
  }
}

/** `=` before a text and nothing for NULL, so that an empty text is not taken for NULL. */
function readNullable(text: string): string | null {
  return text.startsWith("=") ? text.slice(1) : null;
}
