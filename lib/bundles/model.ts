import type { BundleKind } from "@/lib/proof/bundle-manifest";
import type { BundleProof, ProvenHead } from "@/lib/proof/bundle-proof";
import type { DisclosedRange } from "@/lib/proof/set-proof";
import type { ChainHead } from "@/lib/proof/verify-bundle-signed";

/** The chain an export is about: a client's stream, or with a null slot the organization's. */
export type Chain = {
  organizationId: string;
  /** The name of the organization. */
  org: string;
  clientId: string | null;
  slot: number | null;
  isDemo: boolean;
};

/** What the newest epoch says of a chain, and the way from there to the checkpoint. */
export type SealedChain = {
  chain: Chain;
  kind: BundleKind;
  origin: string;
  /** The stream's name, or null where the chain is the organization's. */
  stream: string | null;
  head: ChainHead;
  proof: Pick<BundleProof, "epoch" | "epochIndex"> & {
    orgHead: ProvenHead;
    streamHead: ProvenHead | null;
  };
  tlogProof: string;
};

/** Places where what is shown begins or ends: a proof reads the leaves around them. */
export function listEdges(disclosed: readonly DisclosedRange[]): number[] {
  return disclosed.flatMap(([from, to]) => [from - 1, to]);
}
