import type { BundleEntry } from "@/lib/proof/bundle-entry";

type Row = { entry: BundleEntry; index: number; records: number[] };
type Find = (index: number) => Promise<Row | null>;

/**
 * Places of entries that put an erasure on record and are still to be shown: a bundle
 * without them could not tell an erased value from one that was left out.
 */
export class RecordList {
  private wanted: number[] = [];

  constructor(
    /** What no epoch holds yet cannot be shown. */
    private readonly size: number,
    private readonly find: Find,
  ) {}

  /** take notes the records of an entry, and tells whether it is one that was waited for. */
  take({ index, records }: Row): boolean {
    const isWanted = this.has(index);
    const later = records.filter((record) => record > index && record < this.size);
    const left = this.wanted.filter((record) => record !== index);
    this.wanted = [...new Set([...left, ...later])].sort((one, other) => one - other);
    return isWanted;
  }

  has(index: number): boolean {
    return this.wanted.includes(index);
  }

  /** takeBelow yields the records before a place, in their order, and is done with them. */
  async *takeBelow(end: number): AsyncGenerator<BundleEntry> {
    for (let next = this.wanted[0]; next !== undefined && next < end; ) {
      const found = await this.find(next);
      if (found) this.take(found);
      else this.wanted.shift();
      if (found) yield found.entry;
      next = this.wanted[0];
    }
  }
}
