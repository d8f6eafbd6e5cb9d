import type { SealedChain } from "@/lib/bundles/model";
import { createSmallBundle } from "@/lib/bundles/small-bundle";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { BundleProof } from "@/lib/proof/bundle-proof";
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
  sealed: SealedChain,
  { entry, records = [], proof, signer, now }: Parts,
): Uint8Array {
  return createSmallBundle(sealed, {
    entries: [entry, ...records],
    entryCount: 1,
    range: { fromIndex: entry.sidx, toIndex: entry.sidx + 1 },
    claims: ["AUTHENTIC", "COMPLETE", "NEWEST"],
    proof,
    signer,
    now,
  });
}
