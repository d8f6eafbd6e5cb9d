/**
 * Guarantees: every check of this folder answers in one shape, and a failure names the
 * place, what was expected there (recorded or signed) and what was found (recomputed).
 * Does not: throw. What a check finds is data; only misuse by our own code throws.
 */
import { formatHex, isEqualBytes } from "./bytes";

export type Failure = {
  ok: false;
  /** The index of the first entry or leaf that does not hold. */
  at: number;
  expected: string;
  found: string;
  why: string;
};

export type Verdict = { ok: true } | Failure;

export const holds: Verdict = { ok: true };

/** failure returns the verdict that something does not hold. */
export function failure(
  at: number,
  expected: string,
  found: string,
  why: string,
): Failure {
  return { ok: false, at, expected, found, why };
}

/** checkHash tells whether a recomputed hash is the one that was recorded or signed. */
export function checkHash(
  at: number,
  expected: Uint8Array,
  found: Uint8Array,
  why: string,
): Verdict {
  if (isEqualBytes(expected, found)) return holds;
  return failure(at, formatHex(expected), formatHex(found), why);
}
