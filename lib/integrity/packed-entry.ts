import { fixedSlotCount } from "@/lib/proof/chain";
import { entryKeyLength, fieldCountMax, hashBody } from "@/lib/proof/field-commitments";
import { hashLength } from "@/lib/proof/hash";
import { LeafWriter, lineFeed, space } from "@/lib/proof/leaf-writer";
import {
  isPlainlyDerived,
  type PackedContent,
  parsePackedContent,
} from "./derived-texts";
import { InstantBytes } from "./instant-bytes";
import {
  type PackedNumbers,
  type PackedRows,
  packedAt,
  recordLength,
} from "./packed-rows";

/** What a header says besides the name of its chain. */
const headerRestMax = 512;

/** One record of many: what it says, and where it begins. */
type Place = { numbers: PackedNumbers; records: Uint8Array; start: number };

/** Recomputes the hashes of packed entries, each from its own record. */
export class PackedHasher {
  private readonly writer: LeafWriter;
  private readonly instant = new InstantBytes();
  private readonly digest = new Uint8Array(hashLength);

  /** `chain`: how every header of the organization's chain begins. */
  constructor(private readonly chain: Uint8Array) {
    this.writer = new LeafWriter(chain.length + headerRestMax);
  }

  /** docs/format.md, section 3: entry_data and org_data. `stream` begins the headers there. */
  isHashed({ numbers, records, start }: Place, stream: Uint8Array): boolean {
    const { writer, digest } = this;
    const instant = this.instant.write(numbers.recordedAt);
    writer.begin(stream);
    writer.count(numbers.sidx);
    writer.byte(lineFeed);
    writer.bytes(instant);
    writer.byte(lineFeed);
    writer.hash([records, start + packedAt.prevHash]);
    writer.byte(lineFeed);
    writer.count(numbers.fieldCount);
    writer.byte(space);
    writer.hash([records, start + packedAt.bodyRoot]);
    writer.byte(lineFeed);
    writer.finish([digest, 0]);
    if (!isSameHash(records, start + packedAt.hash, digest)) return false;
    writer.begin(this.chain);
    writer.count(numbers.idx);
    writer.byte(lineFeed);
    writer.bytes(instant);
    writer.byte(lineFeed);
    writer.hash([records, start + packedAt.orgPrevHash]);
    writer.byte(lineFeed);
    writer.count(numbers.slot);
    writer.byte(space);
    writer.count(numbers.sidx);
    writer.byte(space);
    writer.hash([records, start + packedAt.hash]);
    writer.byte(lineFeed);
    writer.finish([digest, 0]);
    return isSameHash(records, start + packedAt.orgHash, digest);
  }
}

/** The content of an entry whose texts meet its hash and its columns; null of any other. */
export function readWholeContent(
  { records, contents }: PackedRows,
  at: number,
  { fieldCount }: PackedNumbers,
): PackedContent | null {
  const content = parsePackedContent(contents?.[at] ?? "");
  if (content === null) return null;
  const { length } = content.fields;
  const isCounted = length === fieldCount && length <= fieldCountMax;
  if (!isCounted || length < fixedSlotCount) return null;
  const start = at * recordLength;
  const keyAt = start + packedAt.entryKey;
  const key = records.subarray(keyAt, keyAt + entryKeyLength);
  const root = hashBody(key, content.fields);
  if (!isSameHash(records, start + packedAt.bodyRoot, root)) return null;
  return isPlainlyDerived(content) ? content : null;
}

export function isSameHash(records: Uint8Array, from: number, hash: Uint8Array): boolean {
  for (let at = 0; at < hashLength; at += 1) {
    if (records[from + at] !== hash[at]) return false;
  }
  return true;
}
