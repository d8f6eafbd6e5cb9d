import { blockLeafCount } from "@/lib/integrity/blocks";
import { hashNode } from "@/lib/proof/hash";
import { splitSize } from "@/lib/proof/merkle";
import { hashRange, type TreeNodes } from "@/lib/seal/tree";

/** What stays of a pruned prefix: the roots of its full subtrees, largest first. */
export type KeptPrefix = { size: number; nodes: readonly Uint8Array[] };

/** Hashes subtrees of a chain, also where only the kept hashes of a prune are left. */
export function createRangeHash(nodes: TreeNodes, { size, nodes: roots }: KeptPrefix) {
  const kept = new Map<string, Uint8Array>();
  let start = 0;
  for (const root of roots) {
    const width = 2 ** Math.floor(Math.log2(size - start));
    kept.set(`${start} ${start + width}`, root);
    start += width;
  }
  const hash = (from: number, to: number): Uint8Array => {
    const found = kept.get(`${from} ${to}`);
    if (found !== undefined) return found;
    if (from >= size) return hashRange(nodes, [from, to]);
    const isBlock = to - from === blockLeafCount;
    const block = isBlock ? nodes.blocks.get(from / blockLeafCount) : undefined;
    if (block !== undefined) return block;
    if (to - from === 1) throw new RangeError(`leaf ${from} was pruned`);
    const middle = from + splitSize(to - from);
    return hashNode(hash(from, middle), hash(middle, to));
  };
  return hash;
}
