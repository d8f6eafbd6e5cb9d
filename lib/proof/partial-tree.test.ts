import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashLeaf } from "@/lib/proof/hash";
import {
  hashTree,
  listConsistencyProof,
  listConsistencyProofFrom,
} from "@/lib/proof/merkle";
import { PartialTree } from "@/lib/proof/partial-tree";
import { createSetProof, createSetProofFrom } from "@/lib/proof/set-proof";

const blockSize = 8;

/** What a reader of a long log has: blocks, and the leaves of those a proof ends in. */
function readPart(leaves: Uint8Array[], touched: number[]): PartialTree {
  const tree = new PartialTree(leaves.length);
  for (let from = 0; from < leaves.length; from += blockSize) {
    const block = leaves.slice(from, from + blockSize);
    const isTouched = touched.some((at) => at >= from && at < from + blockSize);
    if (block.length === blockSize && !isTouched) {
      tree.add(from, from + blockSize, hashTree(block));
    } else {
      for (const [at, leaf] of block.entries()) tree.add(from + at, from + at + 1, leaf);
    }
  }
  return tree;
}

describe("a tree of which a part was read", () => {
  it("makes the proofs that the whole tree makes", () => {
    const sizes = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, place, past) => {
        const leaves = Array.from({ length: size }, (_, at) =>
          hashLeaf(Uint8Array.of(at)),
        );
        const index = place % size;
        const oldSize = past % (size + 1);
        const tree = readPart(leaves, [index, oldSize - 1, oldSize]);
        const hashRange = (from: number, to: number) => tree.hashRange(from, to);
        const disclosed = [[index, index + 1]] as const;
        expect(createSetProofFrom(size, disclosed, hashRange)).toEqual(
          createSetProof(leaves, disclosed),
        );
        expect(listConsistencyProofFrom(size, oldSize, hashRange)).toEqual(
          listConsistencyProof(leaves, oldSize),
        );
        expect(tree.hashRange(0, size)).toEqual(hashTree(leaves));
      }),
    );
  });

  it("refuses to guess what was not read", () => {
    const tree = new PartialTree(4);
    expect(() => tree.hashRange(0, 4)).toThrow(RangeError);
    expect(new PartialTree(0).hashRange(0, 0)).toEqual(hashTree([]));
  });
});
