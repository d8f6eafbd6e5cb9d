export type Sealing = { checkpoint: number; sealedAt: string };

export type OpeningFacts = {
  /** The checkpoint the entry is under; null until it is sealed. */
  seal: Sealing | null;
  /** When its record was deleted later. */
  deletedSince: string | null;
};
