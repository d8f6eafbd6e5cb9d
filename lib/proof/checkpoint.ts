/**
 * Guarantees: the body of a C2SP checkpoint (origin, size, root) is read in one way and
 * written as other tools write it; ours has no extension lines (docs/format.md, section
 * 4).
 * Does not: sign or verify it (signed-note.ts), or compare two of them (merkle.ts).
 * https://c2sp.org/tlog-checkpoint
 */
import { formatBase64, parseBase64 } from "./bytes";
import { FormatError } from "./format-error";
import { hashLength } from "./hash";

const sizePattern = /^(0|[1-9]\d*)$/;

export type Checkpoint = {
  origin: string;
  size: number;
  root: Uint8Array;
  extensions: string[];
};

/** formatCheckpoint writes the body of a checkpoint. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  const lines = [origin, String(size), formatBase64(root), ...extensions];
  return lines.map((line) => `${line}\n`).join("");
}

/** parseCheckpoint reads what formatCheckpoint writes. Throws FormatError. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", digits = "", encoded = "", ...rest] = text.split("\n");
  const size = Number(digits);
  if (origin === "") throw new FormatError("a checkpoint names its log");
  if (!sizePattern.test(digits) || !Number.isSafeInteger(size)) {
    throw new FormatError("a checkpoint has a size");
  }
  const root = parseBase64(encoded);
  if (root.length !== hashLength) throw new FormatError("a checkpoint has a root");
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== "" || extensions.includes("")) {
    throw new FormatError("a checkpoint is whole lines");
  }
  return { origin, size, root, extensions };
}
