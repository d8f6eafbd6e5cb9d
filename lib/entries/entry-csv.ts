import { csvColumns, formatCsvRow } from "@/lib/proof/bundle-csv";
import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";
import type { Entry } from "./model";

/** The columns of an export's entries.csv, but for the client: here it is its short name. */
const columns = csvColumns.map((name) => (name === "client_id" ? "client" : name));

/** Entries as a spreadsheet opens them: no cell is run as a formula. */
export function formatEntriesCsv(entries: readonly Entry[]): string {
  return [columns, ...entries.map(listCells)].map(formatCsvRow).join("");
}

function listCells(entry: Entry): string[] {
  const { actor, target, context, changes } = entry;
  const values: (JsonValue | undefined)[] = [
    String(entry.idx),
    entry.recorded_at,
    entry.occurred_at,
    entry.action,
    entry.category,
    entry.outcome,
    entry.reason,
    actor.type,
    actor.id,
    actor.name,
    actor.email,
    target?.type,
    target?.id,
    target?.name,
    entry.client,
    context.ip,
    context.user_agent,
    changes.length > 0 ? changes : null,
    entry.request,
    entry.response,
    Object.keys(entry.metadata).length > 0 ? entry.metadata : null,
    entry.id,
    entry.hash,
  ];
  return values.map((value) => {
    if (value === undefined || value === null) return "";
    return typeof value === "string" ? value : formatCanonical(value);
  });
}
