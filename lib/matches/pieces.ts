import type { Piece } from "@/lib/segments/words";
import { listWordSpans } from "@/lib/segments/words";

export type Sought = {
  pieces: Piece[];
  /** Wherever a word holds its only piece, the text holds it too. */
  isCertain: boolean;
};

/** The words, or parts of words, that folded text has wherever it has the spelling. */
export function listPieces(spelling: string): Sought {
  const pieces = listWordSpans(spelling).map(({ text, from }) => ({
    text,
    isAtStart: from > 0,
    isAtEnd: from + text.length < spelling.length,
  }));
  const [only] = pieces;
  return { pieces, isCertain: only !== undefined && only.text === spelling };
}
