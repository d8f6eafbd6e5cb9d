/**
 * Guarantees: a bundle may claim what its entries and the signed head show, and no more:
 * COMPLETE needs every entry of the range, a filter that the shown values decide, and for
 * a range of time the neighbours just outside it (docs/format.md, sections 5 and 7).
 * Does not: take a claim from the manifest; one that is not shown is a failure.
 */
import { type BundleFailure, bad } from "./bundle-failure";
import { type Manifest, manifestName } from "./bundle-manifest";
import type { EntriesReader } from "./verify-bundle-entries";
import type { ChainHead } from "./verify-bundle-signed";

/** checkClaims returns the first thing a manifest says that the entries do not show. */
export function checkClaims(
  manifest: Manifest,
  reader: EntriesReader,
  head: ChainHead,
): BundleFailure | null {
  const { claims, entryCount } = manifest;
  if (reader.selectedCount !== entryCount) {
    const why = "the number of entries is not the one in the manifest";
    return bad(manifestName, `${entryCount}`, `${reader.selectedCount}`, why);
  }
  for (const claim of ["AUTHENTIC", "NEWEST"] as const) {
    if (claims.includes(claim)) continue;
    return bad(manifestName, claim, "no such claim", "every bundle claims this");
  }
  const gap = claims.includes("COMPLETE") ? findGap(manifest, reader, head) : null;
  if (gap === null) return null;
  return bad(manifestName, "a complete range", gap, "COMPLETE is claimed and not shown");
}

/** findGap returns why a bundle is not complete, or null when it is. */
export function findGap(
  { fromIndex, toIndex, fromTime, toTime }: Manifest,
  { insideCount, hasUndecided, before, after }: EntriesReader,
  { size, minIndex }: ChainHead,
): string | null {
  if (insideCount !== toIndex - fromIndex) return "entries of the range are not shown";
  if (hasUndecided) return "the filter cannot be decided from what is shown";
  const isFirst = fromIndex === 0 || fromIndex === minIndex;
  if (fromTime !== null && !isFirst && !(before && before.recordedAt < fromTime)) {
    return "the entry before the range is not shown";
  }
  const isLast = toIndex === size;
  if (toTime !== null && !isLast && !(after && after.recordedAt >= toTime)) {
    return "the entry after the range is not shown";
  }
  return null;
}
