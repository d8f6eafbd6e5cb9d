import { nameExport } from "@/lib/exports/export-name";
import { requireQuery } from "@/lib/exports/model";
import { type ExportRequest, formatWords } from "./model";

type Told =
  | "export.requested"
  | "export.completed"
  | "export.failed"
  | "export.cancelled"
  | "export.downloaded"
  | "export.sent";

/** What the log says of a request. */
export function tellExport(request: ExportRequest, action: Told) {
  const { id, format, query, rowCount, zone, clientId, rangeFrom, rangeTo } = request;
  const range = { from: rangeFrom, to: rangeTo };
  const as = formatWords[format].name;
  const asked = { range: requireQuery(query).filter.range, zone };
  const name = action === "export.completed" ? nameExport(rowCount, asked, as) : as;
  return {
    clientId,
    event: {
      action,
      target: { type: "export", id, name },
      metadata: { format, query, count: rowCount, range },
    },
  };
}
