import type { MappedRecord } from "@/lib/entries/model";
import type { Result } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/** `pointer` is an RFC 6901 JSON Pointer into the record that could not be used. */
export type RecordProblem = { pointer: string; detail: string };

export type MapResult = Result<MappedRecord[], RecordProblem>;

export type SourceMapper = {
  source: string;
  vendor: string | null;
  aliases: string[];
  map(record: JsonObject): MapResult;
};
