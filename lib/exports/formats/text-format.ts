import type { TextFormat } from "@/lib/export-requests/model";
import type { RowFormat } from "@/lib/exports/row-format";
import { createCsvFormat } from "./csv";
import { jsonFormat, ndjsonFormat } from "./json";

export function createTextFormat(format: TextFormat, isLimited: boolean): RowFormat {
  switch (format) {
    case "json":
      return jsonFormat;
    case "ndjson":
      return ndjsonFormat;
    default:
      return createCsvFormat(format === "csv-raw", isLimited);
  }
}
