/**
 * Guarantees: the text of a C2SP tlog-proof: an index, the audit path of the leaf there,
 * and the signed checkpoint it leads to, read in one way.
 * Does not: verify any of it (merkle.ts, signed-note.ts); extra data is authenticated by
 * nothing.
 * https://c2sp.org/tlog-proof
 */
import { formatBase64, parseBase64 } from "./bytes";
import { FormatError } from "./format-error";
import { hashLength } from "./hash";
import { parseCount } from "./header";

export const tlogProofVersion = "c2sp.org/tlog-proof@v1";
export const proofHashesMax = 63;

export type TlogProof = {
  index: number;
  proof: Uint8Array[];
  /** A signed note as it was published. */
  checkpoint: string;
  extra: Uint8Array | null;
};

/** formatTlogProof writes a tlog-proof. */
export function formatTlogProof(claim: TlogProof): string {
  const { index, proof, checkpoint, extra } = claim;
  const head = extra === null ? "" : `extra ${formatBase64(extra)}\n`;
  const path = proof.map((hash) => `${formatBase64(hash)}\n`).join("");
  return `${tlogProofVersion}\n${head}index ${index}\n${path}\n${checkpoint}`;
}

/** parseTlogProof reads what formatTlogProof writes. Throws FormatError. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf("\n\n");
  if (split === -1) throw new FormatError("a proof ends with a checkpoint");
  const [version, ...lines] = text.slice(0, split).split("\n");
  if (version !== tlogProofVersion) throw new FormatError("not a tlog-proof");
  const hasExtra = lines[0]?.startsWith("extra ") ?? false;
  const extra = hasExtra
    ? parseBase64(lines.shift()?.slice("extra ".length) ?? "")
    : null;
  const index = lines.shift() ?? "";
  if (!/^index (0|[1-9]\d*)$/.test(index)) throw new FormatError("a proof has an index");
  if (lines.length > proofHashesMax) throw new FormatError("a proof has too many hashes");
  const checkpoint = text.slice(split + 2);
  if (checkpoint === "") throw new FormatError("a proof ends with a checkpoint");
  return {
    index: parseCount(index.slice("index ".length)),
    proof: lines.map(parseProofHash),
    checkpoint,
    extra,
  };
}

function parseProofHash(line: string): Uint8Array {
  const hash = parseBase64(line);
  if (hash.length !== hashLength) throw new FormatError("not a hash");
  return hash;
}
