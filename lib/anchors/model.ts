import { formatHex } from "@/lib/proof/bytes";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { FormatError } from "@/lib/proof/format-error";
import { hashTree } from "@/lib/proof/merkle";
import { checkNote, parseNote } from "@/lib/proof/signed-note";
import type { VerifierKey } from "@/lib/proof/verifier-key";

export const anchorKinds = ["witness", "folder", "bucket"] as const;
export type AnchorKind = (typeof anchorKinds)[number];

/** One place outside that holds checkpoints, as the last attempts left it. */
export type AnchorRow = {
  name: string;
  kind: AnchorKind;
  /** The epochs of the newest checkpoint it holds; null before the first. */
  keptSize: number | null;
  keptAt: string | null;
  failingSince: string | null;
  error: string | null;
  hasConflict: boolean;
};

export type AnchorState = "kept" | "behind" | "failing" | "conflict" | "new";

/** A seal or two may be on their way. */
const lagMax = 3;

export function findAnchorState(anchor: AnchorRow, epochCount: number): AnchorState {
  if (anchor.hasConflict) return "conflict";
  if (anchor.failingSince !== null) return "failing";
  if (anchor.keptSize === null) return "new";
  return epochCount - anchor.keptSize > lagMax ? "behind" : "kept";
}

export type HistoryVerdict =
  | { kind: "same" }
  /** Holds more epochs than there are here: what was sealed is gone. */
  | { kind: "ahead"; size: number }
  | { kind: "forked"; size: number; held: string; here: string }
  /** Signed by nobody that is known here, or no checkpoint at all. */
  | { kind: "foreign" };

/** A checkpoint that somebody kept, against the epochs as they are here now. */
export function compareHistory(
  note: string,
  leaves: readonly Uint8Array[],
  keys: readonly VerifierKey[],
): HistoryVerdict {
  try {
    if (!checkNote(note, [...keys]).ok) return { kind: "foreign" };
    const { size, root } = parseCheckpoint(parseNote(note).text);
    if (size > leaves.length) return { kind: "ahead", size };
    const [held, here] = [root, hashTree(leaves.slice(0, size))].map(formatHex);
    if (held === undefined || here === undefined || held === here) {
      return { kind: "same" };
    }
    return { kind: "forked", size, held, here };
  } catch (error) {
    if (error instanceof FormatError) return { kind: "foreign" };
    throw error;
  }
}
