import { createHash } from "node:crypto";

/** RFC 6962 section 2.1 as it is written, slow and plain: the oracle for lib/proof. */
const hash = (...parts: Uint8Array[]) =>
  new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());

export const referenceLeaf = (data: Uint8Array) => hash(Uint8Array.of(0), data);
const node = (left: Uint8Array, right: Uint8Array) => hash(Uint8Array.of(1), left, right);
const split = (size: number) => 2 ** Math.floor(Math.log2(size - 1));

export function referenceRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? hash();
  const k = split(leaves.length);
  return node(referenceRoot(leaves.slice(0, k)), referenceRoot(leaves.slice(k)));
}

export function referencePath(index: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...referencePath(index, left), referenceRoot(right)]
    : [...referencePath(index - k, right), referenceRoot(left)];
}

export function referenceProof(
  size: number,
  leaves: Uint8Array[],
  whole = true,
): Uint8Array[] {
  if (size === leaves.length) return whole ? [] : [referenceRoot(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return size <= k
    ? [...referenceProof(size, left, whole), referenceRoot(right)]
    : [...referenceProof(size - k, right, false), referenceRoot(left)];
}
