/**
 * Guarantees: whatever is wrong with a bundle is said in one shape: which file, which
 * entry where it can be told, what was expected and what is there.
 * Does not: throw for anything a bundle may hold; only misuse by our own code throws.
 */
import { FormatError } from "./format-error";
import type { Failure } from "./verdict";

export type BundleFailure = {
  ok: false;
  file: string;
  /** The first entry that does not hold, where one can be named. */
  at: number | null;
  expected: string;
  found: string;
  why: string;
};

export type Part<T> = { ok: true; value: T } | BundleFailure;

/** bad returns the failure of a file as a whole. */
export function bad(
  file: string,
  expected: string,
  found: string,
  why: string,
): BundleFailure {
  return { ok: false, file, at: null, expected, found, why };
}

/** badEntry returns the failure of an entry that a check of this folder found. */
export function badEntry(file: string, failed: Failure): BundleFailure {
  return { ...failed, file };
}

/** badProof returns a failure that is about a proof as a whole and no entry. */
export function badProof(file: string, failed: Failure): BundleFailure {
  return { ...failed, file, at: null };
}

/** guardPart turns what reading a part of a file refuses into a failure of that file. */
export function guardPart<T>(file: string, read: () => Part<T>): Part<T> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return bad(file, "a file as docs/format.md says", error.message, "it cannot be read");
  }
}
