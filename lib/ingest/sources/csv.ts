import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { columnsOf } from "@/lib/ingest/sources/csv-columns";
import { isCustodyCsv, mapCustodyRow } from "@/lib/ingest/sources/csv-custody";
import { mapGenericRow } from "@/lib/ingest/sources/csv-generic";
import type { JsonObject } from "@/lib/proof/json-value";

/** One row of any CSV, as `{column: cell}`; the header decides what each cell is. */
export const csv: SourceMapper = {
  source: "csv",
  vendor: null,
  aliases: ["spreadsheet", "tsv"],
  map: mapRow,
};

function mapRow(record: JsonObject): MapResult {
  const columns = columnsOf(record);
  return isCustodyCsv(columns)
    ? mapCustodyRow(record, columns)
    : mapGenericRow(record, columns);
}
