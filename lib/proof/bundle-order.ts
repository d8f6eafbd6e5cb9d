/**
 * Guarantees: the entries of a bundle ascend, never go back in time, and link to the one
 * before wherever that one is shown, in the bundle's own chain and, in a bundle of an
 * organization, in the stream of each client.
 * Does not: notice what is left out between two entries; the set proof counts for that.
 * Implements docs/format.md, section 3.
 */
import type { BundleEntry } from "./bundle-entry";
import { checkLinks, type Link } from "./chain";
import type { DisclosedRange } from "./set-proof";
import { failure, holds, type Verdict } from "./verdict";
import { indexOf, type OpenedEntry } from "./verify-entry";

type StreamEnd = Link & { idx: number };

/** Takes the entries of one bundle, each after the one before it. */
export class ChainOrder {
  last: Link | null = null;
  /** The runs of indices taken so far. */
  readonly disclosed: [from: number, to: number][] = [];
  private readonly streams = new Map<string, StreamEnd>();

  /** take tells whether an entry may follow the ones before it. */
  take(entry: BundleEntry, opened: OpenedEntry): Verdict {
    const inChain = this.takeInChain(entry, opened);
    if (!inChain.ok) return inChain;
    const inStream = this.takeInStream(entry, opened);
    if (!inStream.ok) return inStream;
    this.disclose(indexOf(entry));
    return holds;
  }

  private takeInChain(entry: BundleEntry, { leafHash }: OpenedEntry): Verdict {
    const index = indexOf(entry);
    const { recordedAt, place } = entry;
    const prevHash = place ? place.prevHash : entry.prevHash;
    const link = { index, recordedAt, prevHash, hash: leafHash };
    const { last } = this;
    if (last && index <= last.index) {
      return failure(
        index,
        `after ${last.index}`,
        `${index}`,
        "an entry is out of order",
      );
    }
    const isNext = last !== null && index === last.index + 1;
    const verdict = checkLinks([link], isNext ? last : null);
    if (!verdict.ok) return verdict;
    if (last && recordedAt < last.recordedAt) {
      const why = "the entry is older than one before it";
      return failure(index, `${last.recordedAt} or later`, recordedAt, why);
    }
    this.last = link;
    return holds;
  }

  private takeInStream(entry: BundleEntry, { stream, entryHash }: OpenedEntry): Verdict {
    const { place, sidx, recordedAt, prevHash } = entry;
    if (place === null) return holds;
    const { idx } = place;
    const before = this.streams.get(stream);
    const run = this.disclosed.at(-1);
    const hasAllBetween =
      before !== undefined && run?.[1] === idx && before.idx >= run[0];
    const isNext = before !== undefined && (hasAllBetween || sidx === before.index + 1);
    const link = { index: sidx, recordedAt, prevHash, hash: entryHash };
    this.streams.set(stream, { ...link, idx });
    if (before && sidx <= before.index) {
      const why = "the entry is out of order in its client's stream";
      return failure(idx, `after ${before.index}`, `${sidx}`, why);
    }
    const verdict = checkLinks([link], isNext ? before : null);
    return verdict.ok ? holds : { ...verdict, at: idx };
  }

  private disclose(index: number): void {
    const run = this.disclosed.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else this.disclosed.push([index, index + 1]);
  }
}

/** isSameRanges tells whether the ranges of proof.json are those of the lines. */
export function isSameRanges(
  left: readonly DisclosedRange[],
  right: readonly DisclosedRange[],
): boolean {
  return (
    left.length === right.length &&
    left.every(([from, to], at) => from === right[at]?.[0] && to === right[at]?.[1])
  );
}
