import type { EventInput } from "@/lib/entries/model";
import type { JsonObject } from "@/lib/proof/json-value";

type Told = { id: string; basis: string };

const targetOf = (id: string) => ({ type: "erasure", id, name: null });

/** What is said of an erasure never says whose fields they are. */
export function describeErasure(
  action: string,
  { id, basis }: Told,
  more: { reason?: string; entryCount?: number; fieldCount?: number } = {},
): EventInput {
  const { reason, entryCount, fieldCount } = more;
  const counts: JsonObject =
    entryCount === undefined ? {} : { entries: entryCount, fields: fieldCount ?? 0 };
  return {
    action,
    target: targetOf(id),
    metadata: { basis, ...counts },
    ...(reason === undefined ? {} : { reason }),
  };
}

type Record = Told & { entryId: string; stream: string; sidx: number; slots: number[] };

/** The record of format.md, section 6: what verification takes a missing value for. */
export function describeRecord(record: Record): EventInput {
  const { id, basis, entryId, stream, sidx, slots } = record;
  return {
    action: "log.redacted",
    target: { type: "entry", id: entryId, name: null },
    metadata: { stream, index: sidx, slots, basis, erasure_id: id },
  };
}
