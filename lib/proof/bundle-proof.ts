/**
 * Guarantees: one text for the proofs that lead from a bundle's entries to the signed
 * checkpoint, and for the heads of earlier days (docs/format.md, sections 4, 5 and 7).
 * Does not: check any of them; verify-bundle-signed.ts does.
 */
import { parseProofHash } from "./bundle-entry";
import type { BundleKind } from "./bundle-manifest";
import { formatBase64 } from "./bytes";
import { formatCanonical } from "./canonical";
import {
  decodeText,
  parseCanonical,
  requireCount,
  requireList,
  requireMembers,
  requireText,
} from "./canonical-text";
import { FormatError } from "./format-error";
import type { JsonValue } from "./json-value";
import type { DisclosedRange } from "./set-proof";

/** A head's text and the way from it to the root that holds it. */
export type ProvenHead = { text: string; proof: Uint8Array[] };

export type BundleProof = {
  size: number;
  disclosed: DisclosedRange[];
  setProof: Uint8Array[];
  /** Missing in the kind `organization`. */
  streamHead: ProvenHead | null;
  orgHead: ProvenHead;
  epoch: string;
  epochIndex: number;
};

/** The head of an earlier day, and the proof that it is the past of this bundle's. */
export type PastHead = { epochIndex: number; head: string; consistency: Uint8Array[] };

const proofNames = [
  "disclosed",
  "epoch",
  "epoch_index",
  "org_head",
  "org_proof",
  "set_proof",
  "size",
];
const streamNames = ["stream_head", "stream_proof"];

/** formatBundleProof writes proof.json. */
export function formatBundleProof(proof: BundleProof): string {
  const { streamHead, orgHead } = proof;
  return formatCanonical({
    size: proof.size,
    disclosed: proof.disclosed.map(([from, to]) => [from, to]),
    set_proof: proof.setProof.map(formatBase64),
    ...(streamHead && {
      stream_head: streamHead.text,
      stream_proof: streamHead.proof.map(formatBase64),
    }),
    org_head: orgHead.text,
    org_proof: orgHead.proof.map(formatBase64),
    epoch: proof.epoch,
    epoch_index: proof.epochIndex,
  });
}

/** parseBundleProof reads what formatBundleProof writes. Throws FormatError. */
export function parseBundleProof(bytes: Uint8Array, kind: BundleKind): BundleProof {
  const names = kind === "client" ? [...proofNames, ...streamNames] : proofNames;
  const value = requireMembers(parseCanonical(decodeText(bytes)), names);
  return {
    size: requireCount(value.size, "size"),
    disclosed: requireList(value.disclosed, "disclosed").map(parseRange),
    setProof: parseHashes(value.set_proof, "set_proof"),
    streamHead:
      kind === "client"
        ? {
            text: requireText(value.stream_head, "stream_head"),
            proof: parseHashes(value.stream_proof, "stream_proof"),
          }
        : null,
    orgHead: {
      text: requireText(value.org_head, "org_head"),
      proof: parseHashes(value.org_proof, "org_proof"),
    },
    epoch: requireText(value.epoch, "epoch"),
    epochIndex: requireCount(value.epoch_index, "epoch_index"),
  };
}

/** formatHistory writes history.json. */
export function formatHistory(heads: readonly PastHead[], kind: BundleKind): string {
  return formatCanonical({
    heads: heads.map(({ epochIndex, head, consistency }) => ({
      epoch_index: epochIndex,
      [headName(kind)]: head,
      consistency: consistency.map(formatBase64),
    })),
  });
}

/** parseHistory reads what formatHistory writes. Throws FormatError. */
export function parseHistory(bytes: Uint8Array, kind: BundleKind): PastHead[] {
  const { heads } = requireMembers(parseCanonical(decodeText(bytes)), ["heads"]);
  return requireList(heads, "heads").map((head) => {
    const value = requireMembers(head, ["consistency", "epoch_index", headName(kind)]);
    return {
      epochIndex: requireCount(value.epoch_index, "epoch_index"),
      head: requireText(value[headName(kind)], "a head"),
      consistency: parseHashes(value.consistency, "consistency"),
    };
  });
}

function headName(kind: BundleKind): string {
  return kind === "client" ? "stream_head" : "org_head";
}

function parseRange(value: JsonValue): DisclosedRange {
  const [from, to, ...more] = requireList(value, "a disclosed range");
  if (more.length > 0) throw new FormatError("a disclosed range is two indices");
  return [requireCount(from, "a range"), requireCount(to, "a range")];
}

function parseHashes(value: JsonValue | undefined, what: string): Uint8Array[] {
  return requireList(value, what).map(parseProofHash);
}
