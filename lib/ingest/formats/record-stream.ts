import { streamCsv } from "@/lib/ingest/formats/csv-rows";
import { streamJson } from "@/lib/ingest/json-stream";
import { streamNdjson } from "@/lib/ingest/ndjson";
import type { RecordFormat, StreamedRecord } from "@/lib/ingest/records";

const readers = { ndjson: streamNdjson, json: streamJson, csv: streamCsv };

/** Yields a file's records one by one, in memory that does not grow with the file. */
export function streamRecords(
  chunks: AsyncIterable<Uint8Array>,
  format: RecordFormat,
): AsyncGenerator<StreamedRecord> {
  return readers[format](chunks);
}
