/**
 * Guarantees: the hash of any subtree of a large tree from the few leaves and subtree
 * hashes that were read of it, so that a proof never reads the whole tree.
 * Does not: check what it was given; a proof made from wrong hashes leads to a wrong root,
 * which every reader of the proof notices.
 */
import { hashNode } from "./hash";
import { hashTree, splitSize } from "./merkle";

/** The tree of `size` leaves, of which some leaves and whole subtrees are known. */
export class PartialTree {
  private readonly known = new Map<string, Uint8Array>();

  constructor(readonly size: number) {}

  /** add takes the hash of the leaves from an index up to, not including, another. */
  add(from: number, to: number, hash: Uint8Array): void {
    this.known.set(`${from} ${to}`, hash);
  }

  /** hashRange returns the hash of a subtree. Throws when what it needs is not known. */
  hashRange(from: number, to: number): Uint8Array {
    const found = this.known.get(`${from} ${to}`);
    if (found !== undefined) return found;
    if (to === from) return hashTree([]);
    if (to - from === 1) throw new RangeError(`the leaf ${from} was not read`);
    const middle = from + splitSize(to - from);
    return hashNode(this.hashRange(from, middle), this.hashRange(middle, to));
  }
}
