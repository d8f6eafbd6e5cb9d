import type { RecordFormat } from "@/lib/ingest/records";

const decoder = new TextDecoder();

/**
 * Reads the format off the first bytes: a list, an envelope or one object, lines, or
 * rows.
 */
export function detectFormat(head: Uint8Array): RecordFormat {
  const text = decoder.decode(head).trimStart();
  if (text.startsWith("[")) return "json";
  if (!text.startsWith("{")) return "csv";
  if (/^\{\s*"(Records|records|@odata\.context)"\s*:/.test(text)) return "json";
  const [first = "", second] = text.split("\n");
  return first.trimEnd().endsWith("}") && second !== undefined ? "ndjson" : "json";
}
