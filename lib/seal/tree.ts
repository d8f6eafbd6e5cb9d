import { blockLeafCount } from "@/lib/integrity/blocks";
import { hashTree, splitSize } from "@/lib/proof/merkle";

/** From an index up to, not including, another. */
export type LeafRange = readonly [from: number, to: number];

export type TreeNodes = {
  size: number;
  /** The kept roots of whole blocks, by number. */
  blocks: ReadonlyMap<number, Uint8Array>;
  leaves: ReadonlyMap<number, Uint8Array>;
};

/** The blocks whose leaves a proof needs: those it shows leaves of, and the unfinished one. */
export function listOpenBlocks(size: number, disclosed: readonly LeafRange[]): number[] {
  const open = new Set<number>();
  if (size % blockLeafCount !== 0) open.add(Math.floor(size / blockLeafCount));
  for (const [from, to] of disclosed) {
    const last = Math.floor((to - 1) / blockLeafCount);
    for (let block = Math.floor(from / blockLeafCount); block <= last; block += 1) {
      open.add(block);
    }
  }
  return [...open].sort((left, right) => left - right);
}

/** The Merkle tree hash of a range that the tree's own splits make. */
export function hashRange(
  { blocks, leaves }: TreeNodes,
  [from, to]: LeafRange,
): Uint8Array {
  const nodes: Uint8Array[] = [];
  if (to - from < blockLeafCount) {
    return hashTree(takeLeaves(leaves, from, to));
  }
  for (let start = from; start < to; start += blockLeafCount) {
    const end = Math.min(start + blockLeafCount, to);
    const kept = end - start === blockLeafCount && blocks.get(start / blockLeafCount);
    nodes.push(kept || hashTree(takeLeaves(leaves, start, end)));
  }
  return hashTree(nodes);
}

function takeLeaves(
  leaves: ReadonlyMap<number, Uint8Array>,
  from: number,
  to: number,
): Uint8Array[] {
  return Array.from({ length: to - from }, (_, at) => {
    const leaf = leaves.get(from + at);
    if (leaf === undefined) throw new RangeError(`leaf ${from + at} was not read`);
    return leaf;
  });
}

/** The audit path of a leaf, from its sibling to the root's child (RFC 6962, 2.1.1). */
export function listPath(
  size: number,
  index: number,
  hash: (from: number, to: number) => Uint8Array,
): Uint8Array[] {
  const path: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitSize(to - from);
    const isLeft = index < middle;
    path.push(isLeft ? hash(middle, to) : hash(from, middle));
    if (isLeft) to = middle;
    else from = middle;
  }
  return path.reverse();
}
