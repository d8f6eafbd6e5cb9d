import fc from "fast-check";
import { expect, it } from "vitest";
import { createRangeHash } from "@/lib/bundles/tree";
import { appendLeaf, createFrontier } from "@/lib/proof/frontier";
import { hashLeaf } from "@/lib/proof/hash";
import {
  hashTree,
  listConsistencyProof,
  listConsistencyProofFrom,
  listInclusionProof,
} from "@/lib/proof/merkle";
import { createSetProof, createSetProofFrom } from "@/lib/proof/set-proof";
import { listPath } from "@/lib/seal/tree";

const all = Array.from({ length: 200 }, (_, at) => hashLeaf(Uint8Array.of(at)));

it("what is left after a prune still makes the proofs that the whole tree makes", () => {
  const cases = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), fc.nat());
  fc.assert(
    fc.property(cases, ([size, prune, place, past]) => {
      const leaves = all.slice(0, size);
      const pruned = prune % size;
      const index = pruned + (place % (size - pruned));
      const oldSize = pruned + (past % (size - pruned + 1));
      const prefix = leaves.slice(0, pruned).reduce(appendLeaf, createFrontier());
      const left = new Map([...leaves.entries()].filter(([at]) => at >= pruned));
      const hash = createRangeHash({ size, blocks: new Map(), leaves: left }, prefix);
      const disclosed = [[index, index + 1]] as const;
      expect(createSetProofFrom(size, disclosed, hash)).toEqual(
        createSetProof(leaves, disclosed),
      );
      expect(listConsistencyProofFrom(size, oldSize, hash)).toEqual(
        listConsistencyProof(leaves, oldSize),
      );
      expect(listPath(size, index, hash)).toEqual(listInclusionProof(leaves, index));
      expect(hash(0, size)).toEqual(hashTree(leaves));
    }),
  );
});
