/** What verification can find, from the entry outwards to the epoch. */
export const findingKinds = [
  "content",
  "column",
  "header",
  "link",
  "missing",
  "order",
  "head_row",
  "segment",
  "head",
  "epoch",
  "anchor",
  "behind",
  "pruned",
  "erased",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `expected` is what was recorded, signed or known outside; `found` what is there now. */
export type Finding = {
  kind: FindingKind;
  /** The first entry that does not hold and the last one it may concern; null: no entry. */
  firstIdx: number | null;
  lastIdx: number | null;
  clientSlot: number | null;
  sidx: number | null;
  expected: string;
  found: string;
  why: string;
};

/** A chain stays whole around these, so verification goes on behind them. */
export function isLocal({ kind }: Finding): boolean {
  return kind === "content" || kind === "column" || kind === "erased";
}

export function formatPlace({ firstIdx, lastIdx }: Finding): string {
  if (firstIdx === null) return "the log";
  const first = `#${firstIdx.toLocaleString("en-GB")}`;
  if (lastIdx === null || lastIdx === firstIdx) return `entry ${first}`;
  return `entries ${first} to #${lastIdx.toLocaleString("en-GB")}`;
}
