import { sha256 } from "@/lib/proof/hash";
import type { Block } from "./layout";

/** Fields with almost as many values as entries: found by the hash of a value. */
export const lookupFields = ["id", "session", "request"] as const;
export type LookupField = (typeof lookupFields)[number];

const partCount = 512;
const recordBytes = 8;
const numbersPerRecord = 3;

export type LookupKey = { part: number; high: number; low: number };

/** Salted and 57 bits long, it is taken for the value itself. */
export function hashValue(salt: string, value: string): LookupKey {
  const hash = sha256(new TextEncoder().encode(`${salt}\n${value}`));
  const view = new DataView(hash.buffer, hash.byteOffset);
  return {
    part: view.getUint16(6, true) % partCount,
    high: view.getUint16(4, true),
    low: view.getUint32(0, true),
  };
}

/** Records of eight bytes, hash and row, by the part that the hash names. */
export function encodeLookup(
  field: LookupField,
  rows: (string | null)[],
  salt: string,
): Block[] {
  const known = new Map<string, LookupKey>();
  const parts = new Map<number, number[]>();
  for (const [row, value] of rows.entries()) {
    if (value === null) continue;
    const key = known.get(value) ?? hashValue(salt, value);
    known.set(value, key);
    const records = parts.get(key.part);
    if (records) records.push(key.low, key.high, row);
    else parts.set(key.part, [key.low, key.high, row]);
  }
  return [...parts].map(([part, records]) => {
    const content = new Uint8Array((records.length / numbersPerRecord) * recordBytes);
    const view = new DataView(content.buffer);
    for (let at = 0; at < records.length; at += numbersPerRecord) {
      const offset = (at / numbersPerRecord) * recordBytes;
      view.setUint32(offset, records[at] ?? 0, true);
      view.setUint16(offset + 4, records[at + 1] ?? 0, true);
      view.setUint16(offset + 6, records[at + 2] ?? 0, true);
    }
    return { dimension: field, part, content };
  });
}

export function findRows(content: Uint8Array, { high, low }: LookupKey): number[] {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const rows: number[] = [];
  for (let at = 0; at < content.byteLength; at += recordBytes) {
    if (view.getUint32(at, true) === low && view.getUint16(at + 4, true) === high) {
      rows.push(view.getUint16(at + 6, true));
    }
  }
  return rows;
}
