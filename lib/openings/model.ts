import type { Explanation } from "@/lib/explanations/model";

export type Sealing = { checkpoint: number; sealedAt: string };

export type OpeningFacts = {
  /** The checkpoint the entry is under; null until it is sealed. */
  seal: Sealing | null;
  /** When its record was deleted later. */
  deletedSince: string | null;
  /** Why it was done, where that was told afterwards. */
  explanations: Explanation[];
  /** Whether the reader may pin it to a case. */
  mayPin: boolean;
};
