import {
  copyNotes,
  fetchWhole,
  formatJson,
  formatNdjson,
} from "@/components/entries/copy-entry";
import { copyText } from "@/components/entries/copy-text";
import { formatEntriesCsv } from "@/lib/entries/entry-csv";

export type SelectionFile = "csv" | "json" | "ndjson";
export type SelectionForm = "copied json" | "note" | SelectionFile;

const types: Record<SelectionFile, string> = {
  csv: "text/csv",
  json: "application/json",
  ndjson: "application/x-ndjson",
};

/** Copies or saves the entries of these ids, and says what was done. */
export async function takeSelection(
  ids: string[],
  how: SelectionForm,
  publicUrl: string,
): Promise<string> {
  const isFile = how !== "note" && how !== "copied json";
  const found = await fetchWhole(ids, isFile ? "export" : "copy");
  if (how === "note") return copyNotes(found, publicUrl);
  if (how === "copied json") return copyText(formatJson(found), "JSON copied");
  const entries = found.map(({ entry }) => entry);
  const texts: Record<SelectionFile, () => string> = {
    csv: () => formatEntriesCsv(entries),
    json: () => JSON.stringify(entries, null, 2),
    ndjson: () => formatNdjson(found),
  };
  saveFile(texts[how](), types[how], `custody-${found.length}-entries.${how}`);
  return `Saved as ${how.toUpperCase()}; the download is in the log`;
}

function saveFile(text: string, type: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
