import type { SealedChain } from "@/lib/bundles/model";
import { describeForReaders } from "@/lib/bundles/readme";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { formatArchive } from "@/lib/proof/archive";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { BundleProof } from "@/lib/proof/bundle-proof";
import { createBundle } from "@/lib/proof/create-bundle";
import type { NoteSigner } from "@/lib/proof/signed-note";

type Parts = {
  entry: BundleEntry;
  /** Entries that put on record what this one lost. */
  records?: readonly BundleEntry[];
  proof: BundleProof;
  signer: NoteSigner;
  now: Date;
};

/** A receipt: the bundle of one entry. Throws RangeError when the entry does not hold. */
export function createReceipt(
  { chain, kind, origin, stream, head, tlogProof }: SealedChain,
  { entry, records = [], proof, signer, now }: Parts,
): Uint8Array {
  const manifest = {
    kind,
    origin,
    org: chain.org,
    stream,
    filter: null,
    fromIndex: entry.sidx,
    toIndex: entry.sidx + 1,
    fromTime: null,
    toTime: null,
    treeSize: head.size,
    root: head.root,
    entryCount: 1,
    claims: ["AUTHENTIC" as const, "COMPLETE" as const, "NEWEST" as const],
    createdAt: formatInstant(instantOf(now)) ?? "",
    isDemo: chain.isDemo,
  };
  const readme = describeForReaders(manifest);
  const entries = [entry, ...records];
  const parts = { manifest, entries, proof, tlogProof, history: [], readme };
  const files = createBundle(parts, signer);
  return formatArchive([...files].map(([name, bytes]) => ({ name, bytes })));
}
