import { type OutboundRules, sendOutbound } from "@/lib/outbound/send";
import { listConsistencyProofFrom } from "@/lib/proof/merkle";
import { checkNote } from "@/lib/proof/signed-note";
import type { VerifierKey } from "@/lib/proof/verifier-key";
import { formatAddCheckpoint, parseSize } from "@/lib/witnesses/add-checkpoint";
import type { PublishedLog, WitnessAnswer } from "@/lib/witnesses/answer";

export type AskedWitness = { name: string; key: VerifierKey; url: string };

/** Asks one witness to sign the newest checkpoint; `knownSize` is what it signed last. */
export async function askWitness(
  witness: AskedWitness,
  log: PublishedLog,
  { knownSize, rules }: { knownSize: number; rules: OutboundRules },
): Promise<WitnessAnswer> {
  const first = await ask(witness, log, knownSize, rules);
  if (first.status !== 409) return read(witness, log, first);
  const size = parseSize(first.text.replace(/\n$/, ""));
  if (size === null) return { kind: "failed", why: "it answered 409 without a size" };
  if (size > log.size) return { kind: "ahead", size };
  return read(witness, log, await ask(witness, log, size, rules));
}

function ask(
  { url }: AskedWitness,
  { size, checkpoint, hashRange }: PublishedLog,
  oldSize: number,
  rules: OutboundRules,
) {
  const proof = listConsistencyProofFrom(size, oldSize, hashRange);
  return sendOutbound(
    {
      url: `${url.replace(/\/+$/, "")}/add-checkpoint`,
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: formatAddCheckpoint({ oldSize, proof, checkpoint }),
    },
    rules,
  );
}

function read(
  { key }: AskedWitness,
  { checkpoint }: PublishedLog,
  { status, text }: { status: number; text: string },
): WitnessAnswer {
  if (status === 422) return { kind: "forked" };
  if (status !== 200) return { kind: "failed", why: `it answered ${status}` };
  const verdict = checkNote(checkpoint + text, [key]);
  if (verdict.ok) return { kind: "cosigned", lines: text };
  return { kind: "failed", why: `its signature does not hold: ${verdict.why}` };
}
