import { formatServerMicros } from "@/lib/integrity/instant-bytes";
import { rowSeparator } from "@/lib/integrity/log-row";
import { PackedHasher, readWholeContent } from "@/lib/integrity/packed-entry";
import {
  PackedReader,
  type PackedRows,
  packedAt,
  recordLength,
} from "@/lib/integrity/packed-rows";
import { encodeText } from "@/lib/proof/bytes";
import { entryVersion, organizationVersion } from "@/lib/proof/chain";
import { hashLength } from "@/lib/proof/hash";
import type { LinkedRow } from "./exported-row";

/** Entries as the database packs them for a file, the texts of all as one. */
export type PackedBatch = { records: Uint8Array; texts: string };

/** An entry whose hashes, texts and columns agree. */
export type HeldRow = {
  link: LinkedRow;
  recordedAt: string;
  id: string;
  verb: string;
  fields: string[];
  clientId: string | null;
};

/** The entries of a batch, by where they are in it. */
export class HeldRows {
  readonly count: number;
  private readonly packed: PackedRows;
  private readonly bytes: Buffer;
  private readonly reader: PackedReader;
  private readonly texts: string;

  constructor({ records, texts }: PackedBatch) {
    this.count = records.length / recordLength;
    this.packed = { fromIdx: 0, count: this.count, records, contents: null };
    this.bytes = Buffer.from(records.buffer, records.byteOffset, records.byteLength);
    this.reader = new PackedReader(this.packed);
    this.texts = texts;
  }

  /** Where each entry is, by its idx. */
  mapPlaces(): Map<number, number> {
    const places = new Map<number, number>();
    for (let at = 0; at < this.count; at += 1) {
      const numbers = this.reader.read(at);
      if (numbers !== null) places.set(numbers.idx, at);
    }
    return places;
  }

  /** Null where a number is none that an entry can have. */
  linkAt(at: number): LinkedRow | null {
    const numbers = this.reader.read(at);
    if (numbers === null) return null;
    const { idx, sidx, slot } = numbers;
    const start = at * recordLength;
    const hex = (from: number) =>
      this.bytes.toString("hex", start + from, start + from + hashLength);
    return {
      idx,
      sidx,
      slot,
      prevHash: hex(packedAt.prevHash),
      hash: hex(packedAt.hash),
      orgPrevHash: hex(packedAt.orgPrevHash),
      orgHash: hex(packedAt.orgHash),
    };
  }

  /** Null where the entry does not hold by itself. */
  holdAt(at: number, hasher: RowHasher): HeldRow | null {
    const numbers = this.reader.read(at);
    if (numbers === null) return null;
    const { records } = this.packed;
    const place = { numbers, records, start: at * recordLength };
    if (!hasher.isHashed(place)) return null;
    const content = readWholeContent(this.split(), at, numbers);
    const link = content && this.linkAt(at);
    if (!content || !link) return null;
    const { fields, columns, clientId } = content;
    return {
      link,
      recordedAt: formatServerMicros(numbers.recordedAt),
      id: columns[0]?.slice(1) ?? "",
      verb: columns[5]?.slice(1) ?? "",
      fields,
      clientId,
    };
  }

  /** The texts of each entry by themselves; none where there are more or fewer than entries. */
  private split(): PackedRows {
    if (this.packed.contents === null) {
      const contents = this.texts.split(rowSeparator);
      this.packed.contents = contents.length === this.count ? contents : [];
    }
    return this.packed;
  }
}

type HashedPlace = Parameters<PackedHasher["isHashed"]>[0];

/** Recomputes the hashes of one organization's entries. */
export class RowHasher {
  private readonly hasher: PackedHasher;
  private readonly streams = new Map<number, Uint8Array>();

  constructor(private readonly logName: string) {
    this.hasher = new PackedHasher(encodeText(`${organizationVersion}\n${logName}\n`));
  }

  isHashed(place: HashedPlace): boolean {
    return this.hasher.isHashed(place, this.streamOf(place.numbers.slot));
  }

  private streamOf(slot: number): Uint8Array {
    const known = this.streams.get(slot);
    if (known) return known;
    const prefix = encodeText(`${entryVersion}\n${this.logName}/c/${slot}\n`);
    this.streams.set(slot, prefix);
    return prefix;
  }
}
