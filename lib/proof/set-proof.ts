/**
 * Guarantees: some leaves of a tree and one list of hashes give its root, with no hash
 * missing and none left over, so the same leaves have one proof and no other.
 * Does not: say what the root is worth; a signed head does. Undisclosed leaves stay
 * hidden only if their hashes cannot be guessed (salts, see docs/format.md, section 3).
 * Implements docs/format.md, section 5.
 */
import { hashLength, hashNode } from "./hash";
import { hashTree, splitSize } from "./merkle";
import { type Failure, failure } from "./verdict";

/** From an index up to, not including, another. Lists of them ascend without overlap. */
export type DisclosedRange = readonly [from: number, to: number];

export type SetClaim = {
  size: number;
  disclosed: readonly DisclosedRange[];
  leafAt: (index: number) => Uint8Array | undefined;
  proof: readonly Uint8Array[];
};

export type SetRoot = { ok: true; root: Uint8Array } | Failure;

/**
 * createSetProof returns the hashes that, with the disclosed leaves, give the root.
 * Throws when the ranges do not fit the tree.
 */
export function createSetProof(
  leaves: readonly Uint8Array[],
  disclosed: readonly DisclosedRange[],
): Uint8Array[] {
  const hashRange = (from: number, to: number) => hashTree(leaves.slice(from, to));
  return createSetProofFrom(leaves.length, disclosed, hashRange);
}

/**
 * createSetProofFrom is createSetProof over a tree that is not at hand: `hashRange` gives
 * the hash of the leaves from an index up to another, for subtrees of the tree alone.
 */
export function createSetProofFrom(
  size: number,
  disclosed: readonly DisclosedRange[],
  hashRange: (from: number, to: number) => Uint8Array,
): Uint8Array[] {
  const problem = findMisfit(size, disclosed);
  if (problem) throw new RangeError(problem.why);
  const proof: Uint8Array[] = [];
  const ranges = new RangeCursor(disclosed);
  const visit = (from: number, to: number): void => {
    if (!ranges.touches(from, to)) {
      proof.push(hashRange(from, to));
    } else if (to - from > 1) {
      const middle = from + splitSize(to - from);
      visit(from, middle);
      visit(middle, to);
    }
  };
  visit(0, size);
  return proof;
}

/**
 * computeSetRoot returns the root the claim leads to, or what is missing or left over.
 */
export function computeSetRoot(claim: SetClaim): SetRoot {
  return findMisfit(claim.size, claim.disclosed) ?? new SetReader(claim).read();
}

class SetReader {
  private readonly ranges: RangeCursor;
  private used = 0;

  constructor(private readonly claim: SetClaim) {
    this.ranges = new RangeCursor(claim.disclosed);
  }

  read(): SetRoot {
    const { size, proof } = this.claim;
    const root = this.rootOf(0, size);
    if (isFailure(root)) return root;
    if (this.used === proof.length) return { ok: true, root };
    const expected = `${this.used} hashes`;
    return misfit(size, expected, `${proof.length} hashes`, "hashes are left over");
  }

  /** Stops at the first thing that is missing: nothing after it could be right. */
  private rootOf(from: number, to: number): Uint8Array | Failure {
    if (!this.ranges.touches(from, to)) return this.takeHash(from, to);
    if (to - from === 1) return takeIfHash(this.claim.leafAt(from), from, `leaf ${from}`);
    const middle = from + splitSize(to - from);
    const left = this.rootOf(from, middle);
    if (isFailure(left)) return left;
    const right = this.rootOf(middle, to);
    return isFailure(right) ? right : hashNode(left, right);
  }

  private takeHash(from: number, to: number): Uint8Array | Failure {
    const hash = this.claim.proof[this.used];
    this.used += 1;
    return takeIfHash(hash, from, `the hash of the leaves from ${from} up to ${to}`);
  }
}

function takeIfHash(
  hash: Uint8Array | undefined,
  at: number,
  expected: string,
): Uint8Array | Failure {
  if (hash?.length === hashLength) return hash;
  return hash === undefined
    ? misfit(at, expected, "nothing", "a hash is missing")
    : misfit(at, expected, `${hash.length} bytes`, "this is not a hash");
}

function isFailure(value: Uint8Array | Failure): value is Failure {
  return "ok" in value;
}

/** Answers from left to right, so all answers together look at each range once. */
class RangeCursor {
  private next = 0;

  constructor(private readonly ranges: readonly DisclosedRange[]) {}

  /** Requires: `from` never falls from one question to the next. */
  touches(from: number, to: number): boolean {
    let range = this.ranges[this.next];
    while (range !== undefined && range[1] <= from) {
      this.next += 1;
      range = this.ranges[this.next];
    }
    return range !== undefined && range[0] < to;
  }
}

function findMisfit(
  size: number,
  disclosed: readonly DisclosedRange[],
): Failure | undefined {
  if (!Number.isSafeInteger(size) || size < 0) {
    return misfit(0, "a size", String(size), "no tree has this size");
  }
  let last = 0;
  for (const [from, to] of disclosed) {
    const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to;
    if (!isRange || from < last || to > size) {
      const expected = `ascending ranges within ${last} and ${size}`;
      return misfit(last, expected, `${from} to ${to}`, "a range is outside the tree");
    }
    last = to;
  }
  return undefined;
}

function misfit(at: number, expected: string, found: string, what: string): Failure {
  return failure(at, expected, found, `the set proof does not fit: ${what}`);
}
