import { formatHex, parseBase64 } from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import { checkConsistency } from "@/lib/proof/merkle";
import { type Policy, parsePolicy } from "@/lib/proof/policy";
import { verifySignedHead } from "@/lib/proof/signed-head";
import type { VerifierKey } from "@/lib/proof/verifier-key";

/** What a server answers of its stream: the newest signed head, and how the one before led there. */
export type HeadAnswer = {
  /** lib/proof/signed-head.ts */
  head: string;
  /** From the size asked for to the head's, in base64; null where there is none to give. */
  consistency: string[] | null;
};

/** What a browser keeps of a stream: the last head it saw, and whose keys it trusted. */
export type KeptHead = { head: string; policy: string };

export type HeadVerdict =
  | { kind: "first" | "grown"; size: number; sealedAt: string }
  /** What was seen before was pruned since: nothing is left to compare it with. */
  | { kind: "pruned"; size: number; keptSize: number }
  /** The stream of today is not the one that was seen before. */
  | { kind: "lost"; keptSize: number; why: string; expected: string; found: string }
  | { kind: "unchecked"; why: string };

/** Follows today's head to its signatures, and back to the one that was kept. */
export function followHead(
  kept: KeptHead | null,
  { head, consistency }: HeadAnswer,
  policyText: string,
): HeadVerdict {
  const now = verifySignedHead(head, parsePolicy(policyText));
  if (!now.ok) return { kind: "unchecked", why: now.why };
  const { stream, epoch } = now.value;
  const { sealedAt } = epoch;
  if (kept === null) return { kind: "first", size: stream.size, sealedAt };
  const past = readKept(kept);
  if (past === null) return { kind: "first", size: stream.size, sealedAt };
  const lost = (why: string, expected: string, found: string): HeadVerdict => ({
    kind: "lost",
    keptSize: past.size,
    why,
    expected,
    found,
  });
  if (!isSignedFor(past, parsePolicy(policyText))) {
    return lost("it is signed with other keys", kept.policy, policyText);
  }
  if (past.name !== stream.stream) {
    return lost("it is another stream", past.name, stream.stream);
  }
  if (past.size > stream.size) {
    const why = "it is shorter than it was";
    return lost(why, `${past.size} entries`, `${stream.size}`);
  }
  if (consistency === null) {
    if (past.size < stream.minIndex) {
      return { kind: "pruned", size: stream.size, keptSize: past.size };
    }
    return lost("the server proves nothing of what was seen before", "a proof", "none");
  }
  const verdict = checkConsistency({
    oldSize: past.size,
    oldRoot: past.root,
    newSize: stream.size,
    newRoot: stream.root,
    proof: consistency.map(parseBase64),
  });
  if (verdict.ok) return { kind: "grown", size: stream.size, sealedAt };
  return lost(
    "entries that were seen before are not the same any more",
    formatHex(past.root),
    verdict.found,
  );
}

type Past = { name: string; size: number; root: Uint8Array; signers: VerifierKey[] };

/** A head that its own keys do not sign was never seen: somebody wrote it there. */
function readKept({ head, policy }: KeptHead): Past | null {
  try {
    const past = verifySignedHead(head, parsePolicy(policy));
    if (!past.ok) return null;
    const { stream, logKeys: signers } = past.value;
    return { name: stream.stream, size: stream.size, root: stream.root, signers };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** The size to ask a proof from; null where nothing was kept that holds. */
export function sizeOfKept(kept: KeptHead | null): number | null {
  return (kept && readKept(kept)?.size) ?? null;
}

/** A key that is rotated is still named; one that is not is no longer answered for. */
function isSignedFor({ signers }: Past, { logs }: Policy): boolean {
  const known = new Set(logs.map(({ name, keyId }) => `${name} ${keyId}`));
  return signers.some(({ name, keyId }) => known.has(`${name} ${keyId}`));
}
