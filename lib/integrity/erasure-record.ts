import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import { computeRecordRoot } from "./content-root";
import type { ErasureRecord, LogContent, LogRow } from "./log-row";

type Unrecorded = { texts: [expected: string, found: string]; why: string };

const redactedAction = "log.redacted";

/**
 * What of the missing values no entry puts on record (docs/format.md, section 6): the
 * record stands later in the same stream, is what the chain holds, and names each slot.
 */
export function findUnrecorded(
  name: string,
  row: LogRow,
  { entryKey, fields, erasure }: LogContent,
): Unrecorded | null {
  const missing = fields.flatMap((text, slot) => (text === null ? [slot] : []));
  if (entryKey !== null || missing.length === 0 || erasure === null) {
    return describe("every value of the entry", missing, "no erasure says so");
  }
  for (const slot of missing) {
    const kept = erasure.fields.find((field) => field.slot === slot);
    const record = erasure.records.find(({ idx }) => idx === kept?.recordIdx);
    if (kept === undefined || record === undefined) {
      return describe("a record of its erasure", [slot], "no erasure says so");
    }
    const wrong = findWrongRecord(`${name}/c/${row.slot}`, row, { record, slot });
    if (wrong !== null) return describe("a record of its erasure", [slot], wrong);
  }
  return null;
}

type Claim = { record: ErasureRecord; slot: number };

function findWrongRecord(
  stream: string,
  row: LogRow,
  { record, slot }: Claim,
): string | null {
  const where = `the record of its erasure, #${record.idx},`;
  if (computeRecordRoot(record) !== record.bodyRoot) return `${where} was changed`;
  const { fields } = record.content;
  const isRecord = memberOf(parse(fields[0]), "action") === redactedAction;
  if (!isRecord || record.idx <= row.idx || record.slot !== row.slot) {
    return `${where} is another entry`;
  }
  const said = memberOf(parse(fields[7]), "metadata");
  const isSame =
    memberOf(said, "stream") === stream && memberOf(said, "index") === row.sidx;
  if (!isSame) return `${where} is about another entry`;
  const slots = memberOf(said, "slots");
  const isNamed = Array.isArray(slots) && slots.includes(slot);
  return isNamed ? null : `${where} does not name it`;
}

function describe(expected: string, slots: number[], why: string): Unrecorded {
  const found =
    slots.length === 0 ? "no entry key" : `nothing in slot ${slots.join(", ")}`;
  return { texts: [expected, found], why: `a value is missing, and ${why}` };
}

function parse(text: string | null | undefined): JsonValue {
  return text === null || text === undefined ? null : (JSON.parse(text) as JsonValue);
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? (value as JsonObject)[name] : undefined;
}
