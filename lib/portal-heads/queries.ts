import type { Scope } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { findChain, findSealedChain, openChain } from "@/lib/bundles/queries";
import { formatBase64 } from "@/lib/proof/bytes";
import { listConsistencyProofFrom } from "@/lib/proof/merkle";
import { formatSignedHead } from "@/lib/proof/signed-head";
import { readInScope } from "@/lib/runtime/transaction";
import type { HeadAnswer } from "./check";

/** The newest signed head of the reader's one stream; null until something of it is sealed. */
export async function findSealedStream(scope: Scope): Promise<SealedChain | null> {
  const { clientId } = scope;
  if (clientId === null) throw new Error("a portal is of one client");
  const chain = await findChain(scope, { kind: "client", clientId });
  return chain && findSealedChain(scope, chain);
}

/** The head, and the proof that a tree of `fromSize` entries is its past. */
export async function findHeadAnswer(
  scope: Scope,
  fromSize: number | null,
): Promise<HeadAnswer | null> {
  const sealed = await findSealedStream(scope);
  if (!sealed) return null;
  const { head, proof, tlogProof } = sealed;
  const text = formatSignedHead({ ...proof, size: head.size }, tlogProof);
  const isGiven = fromSize !== null && fromSize <= head.size;
  const isKept = isGiven && (fromSize >= head.minIndex || fromSize === 0);
  return {
    head: text,
    consistency: isKept ? await proveGrowth(scope, sealed, fromSize) : null,
  };
}

function proveGrowth(
  scope: Scope,
  { chain, head }: SealedChain,
  fromSize: number,
): Promise<string[]> {
  const { organizationId, slot } = chain;
  return readInScope(scope, async (tx) => {
    const place = { organizationId, slot, size: head.size };
    const hash = await openChain(tx, place, [fromSize - 1, fromSize]);
    return listConsistencyProofFrom(head.size, fromSize, hash).map(formatBase64);
  });
}
