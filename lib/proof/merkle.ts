/**
 * Guarantees: the Merkle tree hash and the inclusion and consistency proofs of RFC 6962
 * section 2.1, over leaf hashes; a proof is accepted only at its exact length.
 * Does not: hash leaves (hash.ts does) or know what they stand for.
 * Checking follows RFC 9162 sections 2.1.3.2 and 2.1.4.2. Sizes may pass 2^32, so halving
 * is arithmetic, never a shift.
 */
import { hashLength, hashNode, hashPairInto, sha256 } from "./hash";
import { checkHash, type Failure, failure, type Verdict } from "./verdict";

const emptyRoot = sha256(new Uint8Array(0));

export type InclusionClaim = {
  leaf: Uint8Array;
  index: number;
  size: number;
  proof: readonly Uint8Array[];
  root: Uint8Array;
};

export type ConsistencyClaim = {
  oldSize: number;
  oldRoot: Uint8Array;
  newSize: number;
  newRoot: Uint8Array;
  proof: readonly Uint8Array[];
};

/** hashTree returns the Merkle tree hash of a list of leaf hashes. */
export function hashTree(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves;
  while (level.length > 1) level = hashPairs(level);
  return level[0] ?? emptyRoot;
}

/**
 * A node without a sibling moves up unchanged: what the RFC's split at a power of two
 * does.
 */
function hashPairs(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  let left: Uint8Array | null = null;
  for (const node of level) {
    if (left !== null) parents.push(hashNode(left, node));
    left = left === null ? node : null;
  }
  return left === null ? parents : [...parents, left];
}

/**
 * hashTreeInPlace is hashTree over leaf hashes that lie side by side; it writes over them.
 */
export function hashTreeInPlace(hashes: Uint8Array, count: number): Uint8Array {
  if (count === 0) return emptyRoot;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    for (let at = 0; at + 1 < width; at += 2) {
      hashPairInto([hashes, (at / 2) * hashLength], [hashes, at * hashLength]);
    }
    if (isOdd(width)) moveHash(hashes, width - 1, (width - 1) / 2);
  }
  return hashes.slice(0, hashLength);
}

function moveHash(hashes: Uint8Array, from: number, to: number): void {
  hashes.copyWithin(to * hashLength, from * hashLength, (from + 1) * hashLength);
}

/**
 * splitSize returns the largest power of two below a size. Requires: size is above one.
 */
export function splitSize(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * listInclusionProof returns the audit path of a leaf, from its sibling to the root's
 * child.
 * Throws when there is no leaf at the index.
 */
export function listInclusionProof(
  leaves: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  if (!isIndex(index, leaves.length)) throw new RangeError(`no leaf at ${index}`);
  if (leaves.length === 1) return [];
  const split = splitSize(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...listInclusionProof(left, index), hashTree(right)]
    : [...listInclusionProof(right, index - split), hashTree(left)];
}

/** checkInclusion tells whether a leaf is at its index of the tree with a root. */
export function checkInclusion(claim: InclusionClaim): Verdict {
  const { leaf, index, size, proof, root } = claim;
  if (!isSize(size) || !isIndex(index, size)) {
    return failure(index, `an index below ${size}`, String(index), "is outside the tree");
  }
  const malformed = findMalformed(index, [leaf, root, ...proof]);
  if (malformed) return malformed;
  let hash = leaf;
  let node = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return failLength(index, proof);
    if (isOdd(node) || node === last) {
      hash = hashNode(sibling, hash);
      [node, last] = skipRightEdge(node, last);
    } else {
      hash = hashNode(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  if (last !== 0) return failLength(index, proof);
  return checkRoot(index, root, hash);
}

/**
 * listConsistencyProof returns the proof that a tree's first `oldSize` leaves are its
 * past.
 * Throws when the tree is smaller than its past.
 */
export function listConsistencyProof(
  leaves: readonly Uint8Array[],
  oldSize: number,
): Uint8Array[] {
  const hashRange = (from: number, to: number) => hashTree(leaves.slice(from, to));
  return listConsistencyProofFrom(leaves.length, oldSize, hashRange);
}

/**
 * listConsistencyProofFrom is listConsistencyProof over a tree that is not at hand:
 * `hashRange` gives the hash of a subtree of it, by the indices of its leaves.
 */
export function listConsistencyProofFrom(
  size: number,
  oldSize: number,
  hashRange: (from: number, to: number) => Uint8Array,
): Uint8Array[] {
  if (!isSize(oldSize) || oldSize > size) throw new RangeError("not a past size");
  /** SUBPROOF of RFC 6962 section 2.1.2; a whole old tree is known to whoever asks. */
  const listSubproof = (from: number, to: number, isWhole: boolean): Uint8Array[] => {
    if (oldSize === to) return isWhole ? [] : [hashRange(from, to)];
    const middle = from + splitSize(to - from);
    return oldSize <= middle
      ? [...listSubproof(from, middle, isWhole), hashRange(middle, to)]
      : [...listSubproof(middle, to, false), hashRange(from, middle)];
  };
  return oldSize === 0 ? [] : listSubproof(0, size, true);
}

/** checkConsistency tells whether a tree only grew between two sizes. */
export function checkConsistency(claim: ConsistencyClaim): Verdict {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) {
    return failure(oldSize, `at most ${newSize}`, String(oldSize), "is not a past size");
  }
  const malformed = findMalformed(oldSize, [oldRoot, newRoot, ...proof]);
  if (malformed) return malformed;
  if (oldSize === newSize || oldSize === 0) {
    if (proof.length > 0) return failLength(oldSize, proof);
    const known = oldSize === newSize ? newRoot : emptyRoot;
    return checkRoot(oldSize, known, oldRoot);
  }
  return climbConsistency(claim);
}

/** Both roots are rebuilt from one list of hashes; only a shared past can give both. */
function climbConsistency(claim: ConsistencyClaim): Verdict {
  const { oldSize, oldRoot, newSize, newRoot } = claim;
  let [node, last] = [oldSize - 1, newSize - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const path = node === 0 ? [oldRoot, ...claim.proof] : claim.proof;
  const [first, ...rest] = path;
  if (first === undefined) return failLength(oldSize, claim.proof);
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return failLength(oldSize, claim.proof);
    if (isOdd(node) || node === last) {
      oldHash = hashNode(sibling, oldHash);
      newHash = hashNode(sibling, newHash);
      [node, last] = skipRightEdge(node, last);
    } else {
      newHash = hashNode(newHash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  if (last !== 0) return failLength(oldSize, claim.proof);
  const past = checkRoot(oldSize, oldRoot, oldHash);
  return past.ok ? checkRoot(newSize, newRoot, newHash) : past;
}

/** On the right edge a node has no right sibling until it is a right child itself. */
function skipRightEdge(node: number, last: number): [number, number] {
  let pair: [number, number] = [node, last];
  while (!isOdd(pair[0]) && pair[0] !== 0) pair = [half(pair[0]), half(pair[1])];
  return pair;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isIndex(value: number, size: number): boolean {
  return isSize(value) && value < size;
}

function findMalformed(at: number, hashes: readonly Uint8Array[]): Failure | undefined {
  const bad = hashes.find((hash) => hash.length !== hashLength);
  if (bad === undefined) return undefined;
  return failure(at, `${hashLength} bytes`, `${bad.length} bytes`, "is not a hash");
}

function checkRoot(at: number, root: Uint8Array, computed: Uint8Array): Verdict {
  return checkHash(at, root, computed, "the proof does not lead to the root");
}

function failLength(at: number, proof: readonly Uint8Array[]): Failure {
  const found = `${proof.length} hashes`;
  const expected = "the hashes the sizes ask for";
  return failure(at, expected, found, "the proof has the wrong length");
}
