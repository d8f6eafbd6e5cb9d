import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashLeaf } from "@/lib/proof/hash";
import { checkInclusion } from "@/lib/proof/merkle";
import {
  computeSetRoot,
  createSetProof,
  type DisclosedRange,
} from "@/lib/proof/set-proof";
import { referencePath, referenceRoot } from "@/testing/reference-tree";

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, at) => hashLeaf(Uint8Array.of(at)));

/** A tree and any set of its indices, as ranges that may touch. */
const disclosures = fc
  .array(fc.boolean(), { maxLength: 60 })
  .map((shown): [Uint8Array[], DisclosedRange[]] => [
    leavesOf(shown.length),
    shown.flatMap((isShown, at): DisclosedRange[] => (isShown ? [[at, at + 1]] : [])),
  ]);

function merged(ranges: DisclosedRange[]): DisclosedRange[] {
  const done: DisclosedRange[] = [];
  for (const [from, to] of ranges) {
    const touching = done.at(-1)?.[1] === from ? done.pop() : undefined;
    done.push([touching?.[0] ?? from, to]);
  }
  return done;
}

describe("a set proof", () => {
  it("gives the tree's root for any set of leaves, and only from those leaves", () => {
    fc.assert(
      fc.property(disclosures, ([leaves, disclosed]) => {
        const proof = createSetProof(leaves, disclosed);
        const shown = new Set(disclosed.map(([index]) => index));
        const leafAt = (at: number) => (shown.has(at) ? leaves[at] : undefined);
        const claim = { size: leaves.length, disclosed, leafAt, proof };
        const root = referenceRoot(leaves);
        expect(computeSetRoot(claim)).toEqual({ ok: true, root });
        expect(computeSetRoot({ ...claim, disclosed: merged(disclosed) })).toEqual({
          ok: true,
          root,
        });
        expect(createSetProof(leaves, merged(disclosed))).toEqual(proof);
      }),
    );
  });

  it("notices a hash that is missing, left over or no hash", () => {
    fc.assert(
      fc.property(disclosures, ([leaves, disclosed]) => {
        const proof = createSetProof(leaves, disclosed);
        const leafAt = (at: number) => leaves[at];
        const claim = { size: leaves.length, disclosed, leafAt, proof };
        const extra = [...proof, hashLeaf(new Uint8Array(0))];
        expect(computeSetRoot({ ...claim, proof: extra })).toMatchObject({
          expected: `${proof.length} hashes`,
          found: `${extra.length} hashes`,
          why: expect.stringContaining("left over"),
        });
        if (proof.length === 0) return;
        expect(computeSetRoot({ ...claim, proof: proof.slice(0, -1) })).toMatchObject({
          ok: false,
          found: "nothing",
          why: expect.stringContaining("missing"),
        });
        const short = proof.map((hash) => hash.subarray(1));
        expect(computeSetRoot({ ...claim, proof: short })).toMatchObject({ ok: false });
      }),
    );
  });

  it("names the disclosed leaf that is not there", () => {
    const leaves = leavesOf(6);
    const disclosed: DisclosedRange[] = [[2, 5]];
    const leafAt = (at: number) => (at === 4 ? undefined : leaves[at]);
    const proof = createSetProof(leaves, disclosed);
    expect(computeSetRoot({ size: 6, disclosed, leafAt, proof })).toMatchObject({
      ok: false,
      at: 4,
      expected: "leaf 4",
    });
  });

  it("holds the hashes of an inclusion proof when it shows one leaf", () => {
    const leaves = leavesOf(11);
    for (const [index, leaf] of leaves.entries()) {
      const path = referencePath(index, leaves);
      const proof = createSetProof(leaves, [[index, index + 1]]);
      expect(new Set(proof)).toEqual(new Set(path));
      const root = referenceRoot(leaves);
      expect(checkInclusion({ leaf, index, size: 11, proof: path, root }).ok).toBe(true);
    }
  });

  it.each([
    [
      "overlap",
      [
        [0, 2],
        [1, 3],
      ],
    ],
    [
      "fall",
      [
        [2, 3],
        [0, 1],
      ],
    ],
    ["are empty", [[1, 1]]],
    ["reach past the tree", [[3, 5]]],
    ["start before it", [[-1, 1]]],
    ["are not whole", [[0.5, 1]]],
  ] as [string, DisclosedRange[]][])("refuses ranges that %s", (_, disclosed) => {
    const leaves = leavesOf(4);
    const leafAt = (at: number) => leaves[at];
    expect(() => createSetProof(leaves, disclosed)).toThrow(RangeError);
    const found = computeSetRoot({ size: 4, disclosed, leafAt, proof: [] });
    expect(found).toMatchObject({ ok: false, why: expect.stringContaining("range") });
  });

  it("refuses a size no tree has", () => {
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) {
      const claim = { size, disclosed: [], leafAt: () => undefined, proof: [] };
      expect(computeSetRoot(claim)).toMatchObject({ ok: false, found: String(size) });
    }
  });
});
