import { formatInstant, instantOf } from "@/lib/kit/time";
import { formatArchive } from "@/lib/proof/archive";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { BundleClaim } from "@/lib/proof/bundle-manifest";
import type { BundleProof, PastHead } from "@/lib/proof/bundle-proof";
import { createBundle } from "@/lib/proof/create-bundle";
import type { NoteSigner } from "@/lib/proof/signed-note";
import type { SealedChain } from "./model";
import { describeForReaders } from "./readme";

type Parts = {
  entries: readonly BundleEntry[];
  /** Of these entries, those that were asked for; the others are records of what they lost. */
  entryCount: number;
  range: { fromIndex: number; toIndex: number };
  claims: BundleClaim[];
  proof: BundleProof;
  history?: readonly PastHead[];
  signer: NoteSigner;
  now: Date;
};

/** A bundle without a filter, small enough for memory. Throws RangeError when it does not hold. */
export function createSmallBundle(
  { chain, kind, origin, stream, head, tlogProof }: SealedChain,
  { entries, entryCount, range, claims, proof, history = [], signer, now }: Parts,
): Uint8Array {
  const manifest = {
    ...{ kind, origin, org: chain.org, stream, filter: null, ...range },
    ...{ fromTime: null, toTime: null, treeSize: head.size, root: head.root },
    entryCount,
    claims,
    createdAt: formatInstant(instantOf(now)) ?? "",
    isDemo: chain.isDemo,
  };
  const readme = describeForReaders(manifest);
  const parts = { manifest, entries, proof, tlogProof, history, readme };
  const files = createBundle(parts, signer);
  return formatArchive([...files].map(([name, bytes]) => ({ name, bytes })));
}
