import { formatBase64, parseBase64 } from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import { hashLength } from "@/lib/proof/hash";

/** What a witness is asked: to sign a checkpoint that goes on from the size it knows. */
export type AddCheckpoint = {
  oldSize: number;
  proof: Uint8Array[];
  /** The signed note as the log published it. */
  checkpoint: string;
};

export const proofHashesMax = 63;
const sizePattern = /^(0|[1-9]\d*)$/;

/** The body of an add-checkpoint request (https://c2sp.org/tlog-witness). */
export function formatAddCheckpoint({
  oldSize,
  proof,
  checkpoint,
}: AddCheckpoint): string {
  const lines = proof.map((hash) => `${formatBase64(hash)}\n`).join("");
  return `old ${oldSize}\n${lines}\n${checkpoint}`;
}

/** Reads what formatAddCheckpoint writes. Throws FormatError. */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const split = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, Math.max(split, 0)).split("\n");
  const oldSize = parseSize(first.replace(/^old /, ""));
  if (!first.startsWith("old ") || oldSize === null || lines.length > proofHashesMax) {
    throw new FormatError("not an add-checkpoint request");
  }
  const proof = lines.map((line) => {
    const hash = parseBase64(line);
    if (hash.length !== hashLength) throw new FormatError("not a hash");
    return hash;
  });
  return { oldSize, proof, checkpoint: text.slice(split + 2) };
}

/** The size of a tree as a witness answers it, or null. */
export function parseSize(text: string): number | null {
  const size = Number(text);
  return sizePattern.test(text) && Number.isSafeInteger(size) ? size : null;
}
