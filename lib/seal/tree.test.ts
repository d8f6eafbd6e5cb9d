import { expect, it } from "vitest";
import { blockLeafCount } from "@/lib/integrity/blocks";
import { hashLeafText } from "@/lib/proof/hash";
import { hashTree, listInclusionProof } from "@/lib/proof/merkle";
import { hashRange, listOpenBlocks, listPath } from "./tree";

const all = Array.from({ length: 3 * blockLeafCount + 17 }, (_, at) =>
  hashLeafText(`${at}`),
);

function readNodes(size: number, index: number) {
  const leaves = all.slice(0, size);
  const block = (at: number) =>
    leaves.slice(at * blockLeafCount, (at + 1) * blockLeafCount);
  const whole = Math.floor(size / blockLeafCount);
  const blocks = new Map(
    Array.from({ length: whole }, (_, at) => [at, hashTree(block(at))]),
  );
  const open = listOpenBlocks(size, [[index, index + 1]]);
  const read = open.flatMap((at) =>
    block(at).map((leaf, place): [number, Uint8Array] => [
      at * blockLeafCount + place,
      leaf,
    ]),
  );
  return { nodes: { size, blocks, leaves: new Map(read) }, leaves, open };
}

it.each([
  [1, 0],
  [5, 4],
  [blockLeafCount, 7],
  [blockLeafCount + 1, blockLeafCount],
  [2 * blockLeafCount, 1],
  [3 * blockLeafCount + 17, 0],
  [3 * blockLeafCount + 17, 2 * blockLeafCount + 3],
  [3 * blockLeafCount + 17, 3 * blockLeafCount + 16],
])("a path in a tree of %i leaves is made of few of them, at %i", (size, index) => {
  const { nodes, leaves, open } = readNodes(size, index);
  const hash = (from: number, to: number) => hashRange(nodes, [from, to]);
  expect(listPath(size, index, hash)).toEqual(listInclusionProof(leaves, index));
  expect(hashRange(nodes, [0, size])).toEqual(hashTree(leaves));
  expect(open.length).toBeLessThanOrEqual(2);
});
