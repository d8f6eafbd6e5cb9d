/** The log as it is now, and any subtree of its epochs. */
export type PublishedLog = {
  size: number;
  checkpoint: string;
  hashRange: (from: number, to: number) => Uint8Array;
};

export type WitnessAnswer =
  | { kind: "cosigned"; lines: string }
  /** It saw a longer log than this one: what was sealed is gone here. */
  | { kind: "ahead"; size: number }
  /** It holds another history than this one. */
  | { kind: "forked" }
  | { kind: "failed"; why: string };
