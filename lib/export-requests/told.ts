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
  const { id, format, query, rowCount, clientId, rangeFrom, rangeTo } = request;
  const range = { from: rangeFrom, to: rangeTo };
  return {
    clientId,
    event: {
      action,
      target: { type: "export", id, name: formatWords[format].name },
      metadata: { format, query, count: rowCount, range },
    },
  };
}
