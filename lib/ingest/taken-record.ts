import { checkEvent } from "@/lib/entries/intake";
import type { MappedRecord } from "@/lib/entries/model";
import type { JsonObject } from "@/lib/proof/json-value";
import type { SourceMapper } from "./model";
import type { StreamedRecord } from "./records";

export type RefusedRecord = { line: number; pointer: string; detail: string };

/** `position` counts the entries that one record became. */
export type MappedLine = { line: number; record: MappedRecord; position: number };

/** What came of a record, in the file's order: refused ones wait for those before them. */
export type Taken = MappedLine | RefusedRecord;

export function takeRecord(mapper: SourceMapper, streamed: StreamedRecord): Taken[] {
  const { line } = streamed;
  if (!streamed.ok) return [refusalAt(line, streamed.problem)];
  const mapped = mapper.map(streamed.record);
  if (!mapped.ok) return [refusalAt(line, mapped.reason)];
  return mapped.value.map((record, position) => {
    const { event, errors } = checkEvent(record.event as JsonObject, "");
    const [problem] = errors;
    return problem
      ? refusalAt(line, problem)
      : { line, position, record: { ...record, event } };
  });
}

function refusalAt(
  line: number,
  { pointer, detail }: Omit<RefusedRecord, "line">,
): RefusedRecord {
  return { line, pointer, detail };
}

export function isRefused(taken: Taken): taken is RefusedRecord {
  return "detail" in taken;
}
