import type { MappedRecord } from "@/lib/entries/model";
import { encodeText, formatHex } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import { sha256 } from "@/lib/proof/hash";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

export type RecordKey = { key: string; contentHash: string };

/**
 * A record is known by its vendor's id and its content: delivered or imported again it adds
 * nothing, and an id that a vendor uses twice loses nothing. `position` counts the entries
 * that one record became.
 */
export function keyOfRecord(
  { event, vendor, vendorRecord, recordId }: MappedRecord,
  position: number,
): RecordKey {
  const contentHash = hashValue(vendorRecord ?? (event as JsonObject));
  const id = recordId === null ? contentHash : `${recordId}:${contentHash}`;
  return { key: `record:${vendor}:${id}/${position}`, contentHash };
}

/** Canonical JSON knows no undefined; a mapped event has it where a vendor says nothing. */
function hashValue(value: JsonValue): string {
  const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
  return formatHex(sha256(encodeText(formatCanonical(plain))));
}
