import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHex, parseHex } from "@/lib/proof/bytes";
import { hashLeaf, hashNode } from "@/lib/proof/hash";
import {
  checkConsistency,
  checkInclusion,
  hashTree,
  listConsistencyProof,
  listInclusionProof,
} from "@/lib/proof/merkle";
import { referencePath, referenceProof, referenceRoot } from "@/testing/reference-tree";
import { describeShared, sharedDir } from "@/testing/shared-data";

const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const someLeaves = fc.array(anyHash, { minLength: 1, maxLength: 70 });

function changed(hash: Uint8Array): Uint8Array {
  return hash.map((byte, at) => (at === 31 ? byte ^ 1 : byte));
}

describe("the Merkle tree", () => {
  it("has the roots and proofs of the tree the RFC writes down", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, seed) => {
        const index = seed % leaves.length;
        expect(hashTree(leaves)).toEqual(referenceRoot(leaves));
        expect(listInclusionProof(leaves, index)).toEqual(referencePath(index, leaves));
        expect(listConsistencyProof(leaves, index + 1)).toEqual(
          referenceProof(index + 1, leaves),
        );
      }),
    );
  });

  it("accepts each of its proofs, and none with a bit of anything changed", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, seed, place) => {
        const index = seed % leaves.length;
        const proof = listInclusionProof(leaves, index);
        const leaf = leaves[index] ?? hashTree([]);
        const claim = { leaf, index, size: leaves.length, proof, root: hashTree(leaves) };
        expect(checkInclusion(claim)).toEqual({ ok: true });
        const broken = proof.map((hash, at) =>
          at === place % proof.length ? changed(hash) : hash,
        );
        for (const change of [
          { leaf: changed(leaf) },
          { root: changed(claim.root) },
          { index: index + 1 },
          { proof: [...proof, leaf] },
          ...(proof.length > 0 ? [{ proof: broken }, { proof: proof.slice(1) }] : []),
        ]) {
          expect(checkInclusion({ ...claim, ...change })).toMatchObject({ ok: false });
        }
      }),
    );
  });

  it("shows that it only grew, and not when a bit of its past is changed", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, seed, place) => {
        const oldSize = seed % (leaves.length + 1);
        const proof = listConsistencyProof(leaves, oldSize);
        const oldRoot = hashTree(leaves.slice(0, oldSize));
        const newRoot = hashTree(leaves);
        const claim = { oldSize, oldRoot, newSize: leaves.length, newRoot, proof };
        expect(checkConsistency(claim)).toEqual({ ok: true });
        const broken = proof.map((hash, at) =>
          at === place % proof.length ? changed(hash) : hash,
        );
        for (const change of [
          { oldRoot: changed(oldRoot) },
          { proof: [...proof, oldRoot] },
          ...(proof.length > 0 ? [{ proof: broken }, { proof: proof.slice(1) }] : []),
          ...(oldSize > 0 ? [{ newRoot: changed(newRoot) }] : []),
        ]) {
          expect(checkConsistency({ ...claim, ...change })).toMatchObject({ ok: false });
        }
      }),
    );
  });

  it("counts on above thirty-two bits, where shifting would wrap", () => {
    const leaf = hashLeaf(Uint8Array.of(1));
    const size = 2 ** 40;
    const proof = Array.from({ length: 40 }, (_, at) => hashLeaf(Uint8Array.of(at)));
    const root = proof.reduce((node, sibling) => hashNode(sibling, node), leaf);
    expect(checkInclusion({ leaf, index: size - 1, size, proof, root }).ok).toBe(true);
    expect(checkInclusion({ leaf, index: size - 2, size, proof, root }).ok).toBe(false);
  });

  it("says why a proof does not hold", () => {
    const leaves = [1, 2, 3].map((byte) => hashLeaf(Uint8Array.of(byte)));
    const [leaf = hashTree([])] = leaves;
    const root = hashTree(leaves);
    const claim = { leaf, index: 0, size: 3, proof: listInclusionProof(leaves, 0), root };
    expect(checkInclusion({ ...claim, root: leaf })).toEqual({
      ok: false,
      at: 0,
      expected: formatHex(leaf),
      found: formatHex(root),
      why: "the proof does not lead to the root",
    });
    expect(checkInclusion({ ...claim, index: 3 })).toMatchObject({ at: 3, found: "3" });
    expect(checkInclusion({ ...claim, size: Number.NaN }).ok).toBe(false);
    const short = { ...claim, leaf: leaf.subarray(1) };
    expect(checkInclusion(short)).toMatchObject({ why: "is not a hash" });
  });

  it("has no proof for a leaf it does not have or a size it never had", () => {
    expect(() => listInclusionProof([], 0)).toThrow(RangeError);
    expect(() => listInclusionProof([hashTree([])], -1)).toThrow(RangeError);
    expect(() => listConsistencyProof([], 1)).toThrow(RangeError);
  });
});

describeShared("the vectors of transparency-dev/merkle", () => {
  const folder = `${sharedDir}vectors/rfc6962-merkle/`;
  const read = (name: string) => JSON.parse(readFileSync(folder + name, "utf8"));
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  const list = (kind: string) =>
    readdirSync(`${folder}testdata/${kind}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ name, ...read(`testdata/${kind}/${name}`) }));

  it("fix the leaf, node and empty hashes and the roots of eight sizes", () => {
    const { leafInputsHex, rootHashesBySize, hasher } = read("constants.json");
    const leaves: Uint8Array[] = leafInputsHex.map((hex: string) =>
      hashLeaf(parseHex(hex)),
    );
    const roots = rootHashesBySize.map((_: string, size: number) =>
      formatHex(hashTree(leaves.slice(0, size))),
    );
    expect(roots).toEqual(rootHashesBySize);
    expect(formatHex(hashTree([]))).toBe(hasher.empty);
    expect(formatHex(hashLeaf(new Uint8Array(0)))).toBe(hasher.emptyLeaf);
    expect(formatHex(hashLeaf(Buffer.from("L123456")))).toBe(hasher.leaf_L123456);
    const node = hashNode(Buffer.from("N123"), Buffer.from("N456"));
    expect(formatHex(node)).toBe(hasher.node_N123_N456);
  });

  it("agree about every inclusion proof", () => {
    const cases = list("inclusion");
    const differing = cases.filter((one) => {
      const verdict = checkInclusion({
        leaf: bytes(one.leafHash),
        index: one.leafIdx,
        size: one.treeSize,
        proof: (one.proof ?? []).map(bytes),
        root: bytes(one.root),
      });
      return verdict.ok === one.wantErr;
    });
    expect(cases).toHaveLength(98);
    expect(differing.map((one) => one.name)).toEqual([]);
  });

  it("agree about every consistency proof but the one whose roots are not hashes", () => {
    const cases = list("consistency");
    const differing = cases.filter((one) => {
      const verdict = checkConsistency({
        oldSize: one.size1,
        oldRoot: bytes(one.root1),
        newSize: one.size2,
        newRoot: bytes(one.root2),
        proof: (one.proof ?? []).map(bytes),
      });
      return verdict.ok === one.wantErr;
    });
    expect(cases).toHaveLength(98);
    expect(differing.map((one) => one.name)).toEqual([
      "additional/sizes-are-equal-one-and-proof-is-empty.json",
    ]);
  });
});
