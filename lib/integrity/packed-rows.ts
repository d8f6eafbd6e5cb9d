import { isServerMicros } from "./instant-bytes";

/** Entries as the database packs them: a record of fixed length each, and their texts. */
export type PackedRows = {
  fromIdx: number;
  count: number;
  records: Uint8Array;
  /** What of each entry is hashed and derived; null where only the structure was read. */
  contents: string[] | null;
};

/** Where a value stands in a record; numbers as PostgreSQL sends them. */
export const packedAt = {
  idx: 0,
  slot: 8,
  sidx: 12,
  recordedAt: 20,
  prevHash: 28,
  hash: 60,
  orgPrevHash: 92,
  orgHash: 124,
  bodyRoot: 156,
  fieldCount: 188,
  entryKey: 192,
} as const;
const entryKeyLength = 16;
export const recordLength = packedAt.entryKey + entryKeyLength;
const topWord = 2 ** 32;

export type PackedNumbers = {
  idx: number;
  slot: number;
  sidx: number;
  recordedAt: number;
  fieldCount: number;
};

/** Reads the numbers of one record after the other, into one object. */
export class PackedReader {
  readonly numbers: PackedNumbers = {
    idx: 0,
    slot: 0,
    sidx: 0,
    recordedAt: 0,
    fieldCount: 0,
  };
  private readonly view: DataView;

  constructor({ records }: PackedRows) {
    this.view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  }

  /** Null where a number is none that an entry can have. */
  read(at: number): PackedNumbers | null {
    const { numbers, view } = this;
    const start = at * recordLength;
    numbers.idx = this.long(start + packedAt.idx);
    numbers.slot = view.getInt32(start + packedAt.slot);
    numbers.sidx = this.long(start + packedAt.sidx);
    numbers.recordedAt = this.long(start + packedAt.recordedAt);
    numbers.fieldCount = view.getInt32(start + packedAt.fieldCount);
    const { slot, sidx, fieldCount } = numbers;
    const isNatural = slot >= 0 && sidx >= 0 && fieldCount >= 0;
    return isNatural && isServerMicros(numbers.recordedAt) ? numbers : null;
  }

  private long(at: number): number {
    return this.view.getInt32(at) * topWord + this.view.getUint32(at + 4);
  }
}
