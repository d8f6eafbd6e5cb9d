import type { Frontier } from "@/lib/proof/frontier";
import { hashNode } from "@/lib/proof/hash";

/** Leaves under one kept hash: a proof reads at most this many leaves at either end. */
export const blockLeafCount = 1024;
export const blockLevel = Math.log2(blockLeafCount);

/** The root of one block, by the chain it is of. */
export type Block = { chain: number; block: number; hash: string };

/** The chain of an organization, where a stream's is its slot. */
export const organizationChain = -1;

/** The root of the block that a leaf completes, or null; before it joins the frontier. */
export function completeBlock(frontier: Frontier, leaf: Uint8Array): Uint8Array | null {
  if ((frontier.size + 1) % blockLeafCount !== 0) return null;
  const merged = frontier.nodes.slice(-blockLevel);
  return merged.reduceRight((right, left) => hashNode(left, right), leaf);
}
