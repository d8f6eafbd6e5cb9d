export type Piece = { at: number; text: string; isChanged: boolean };
export type WordDiff = { before: Piece[]; after: Piece[] };

/** Above this the table of the longest common subsequence costs more than it tells. */
const cellsMax = 400_000;
const sharedShareMin = 0.3;
const contextLength = 32;

/** Marks the words that differ, or answers null when the two texts have too little in common. */
export function diffWords(before: string, after: string): WordDiff | null {
  const left = splitTokens(before);
  const right = splitTokens(after);
  if (left.length * right.length > cellsMax) return null;
  const pairs = listCommon(left, right);
  const shared = pairs.reduce((sum, [at]) => sum + (left[at]?.trim().length ?? 0), 0);
  const whole = Math.max(lengthOf(left), lengthOf(right));
  if (whole === 0 || shared / whole < sharedShareMin) return null;
  return {
    before: markPieces(left, new Set(pairs.map(([at]) => at))),
    after: markPieces(right, new Set(pairs.map(([, at]) => at))),
  };
}

/** Cuts what did not change down to a few words on either side of what did. */
export function condensePieces(pieces: Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    if (piece.isChanged || piece.text.length <= 3 * contextLength) return piece;
    const head = at === 0 ? "" : `${piece.text.slice(0, contextLength)} `;
    const tail = at === pieces.length - 1 ? "" : ` ${piece.text.slice(-contextLength)}`;
    return { ...piece, text: `${head}…${tail}` };
  });
}

function splitTokens(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}

function lengthOf(tokens: string[]): number {
  return tokens.reduce((sum, token) => sum + token.trim().length, 0);
}

/** Longest common subsequence, as pairs of positions. */
function listCommon(left: string[], right: string[]): [number, number][] {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

function markPieces(tokens: string[], common: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  for (const [at, text] of tokens.entries()) {
    const isGap = text.trim() === "" && !common.has(at - 1) && !common.has(at + 1);
    const isChanged = !common.has(at) || (isGap && at > 0 && at < tokens.length - 1);
    const last = pieces.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else pieces.push({ at, text, isChanged });
  }
  return pieces;
}
