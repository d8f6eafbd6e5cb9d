/**
 * Guarantees: the answer about a bundle is data: what it shows and under whose keys, or
 * what does not hold, where, and what still does.
 * Does not: decide anything; verify-bundle.ts does.
 * Implements docs/format.md, section 7 (the answers of a verifier).
 */
import type { BundleFailure } from "./bundle-failure";
import type { BundleClaim, BundleKind, Manifest } from "./bundle-manifest";
import type { DisclosedRange } from "./set-proof";
import type { VerifierKey } from "./verifier-key";
import type { EntriesReader } from "./verify-bundle-entries";
import type { SignedHead } from "./verify-bundle-signed";

export type BundleFacts = {
  kind: BundleKind;
  origin: string;
  org: string;
  stream: string | null;
  isDemo: boolean;
  filter: string | null;
  fromIndex: number;
  /** Exclusive. */
  toIndex: number;
  fromTime: string | null;
  toTime: string | null;
  treeSize: number;
  entryCount: number;
  createdAt: string;
  claims: BundleClaim[];
  /** The time of the epoch: nothing older was hidden. */
  newestAsOf: string;
  checkpointSize: number;
  logKeys: string[];
  /** Empty when the policy has no export key of this log: then who exported is not known. */
  exportKeys: string[];
  witnessesSigned: string[];
  witnessesKnown: string[];
  /** Entries of the selection that do not show everything, other than what was erased. */
  partialCount: number;
  /** Entries outside the selection, shown as a header and what the filter reads. */
  stubCount: number;
  erasedCount: number;
  /** Entries below this index were pruned; zero when none were. */
  prunedBelow: number;
};

export type BundleVerdict =
  | { ok: true; facts: BundleFacts; held: string[] }
  | { ok: false; kind: "bad"; failure: BundleFailure; held: string[] }
  /** The verifier has no key of this log: it can say neither that it holds nor not. */
  | { ok: false; kind: "unknown_key"; needs: string[] };

/** refuse returns the verdict of a bundle that does not hold; an entry is named first. */
export function refuse(
  failures: readonly BundleFailure[],
  held: string[],
): BundleVerdict {
  const failure = failures.find(({ at }) => at !== null) ?? failures[0];
  if (failure === undefined) throw new RangeError("nothing is wrong");
  return { ok: false, kind: "bad", failure, held };
}

/** describeFacts returns what an accepted bundle shows. */
export function describeFacts(
  manifest: Manifest,
  reader: EntriesReader,
  signed: SignedHead,
  keys: { exporters: readonly VerifierKey[]; witnesses: string[] },
): BundleFacts {
  const { erasedCount, hiddenCount } = reader.records.countErased();
  const { root: _root, files: _files, ...said } = manifest;
  return {
    ...said,
    newestAsOf: signed.epoch.sealedAt,
    checkpointSize: signed.epoch.index + 1,
    logKeys: signed.logKeys.map(nameKey),
    exportKeys: keys.exporters.map(nameKey),
    witnessesSigned: signed.witnesses,
    witnessesKnown: keys.witnesses,
    partialCount: reader.headerCount + hiddenCount,
    stubCount: reader.stubCount,
    erasedCount,
    prunedBelow: signed.head.minIndex,
  };
}

/** nameKey writes a key as signature lines and policies call it. */
export function nameKey({ name, keyId }: VerifierKey): string {
  return `${name}+${keyId}`;
}

/** describeRanges writes index ranges for people: both ends included. */
export function describeRanges(ranges: readonly DisclosedRange[]): string {
  const shown = ranges
    .slice(0, 3)
    .map(([from, to]) => (to === from + 1 ? `#${from}` : `#${from} to #${to - 1}`));
  const more = ranges.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ") || "none";
}

/** listClaims writes the answers of format.md section 7 that a bundle earned. */
export function listClaims(facts: BundleFacts): string[] {
  const { claims, fromIndex, toIndex, witnessesSigned, witnessesKnown } = facts;
  const range = toIndex > fromIndex ? describeRanges([[fromIndex, toIndex]]) : "empty";
  const isPartial = facts.partialCount > 0 || !claims.includes("COMPLETE");
  return [
    "AUTHENTIC",
    ...(claims.includes("COMPLETE") ? [`COMPLETE (${range})`] : []),
    `NEWEST AS OF ${facts.newestAsOf}`,
    ...(witnessesKnown.length > 0
      ? [`WITNESSED ${witnessesSigned.length} of ${witnessesKnown.length}`]
      : []),
    ...(isPartial ? ["PARTIAL"] : []),
    ...(facts.erasedCount > 0 ? [`ERASED ${facts.erasedCount}`] : []),
  ];
}
