/**
 * Segments are runs of consecutive positions of one organization: large ones, and small
 * ones where a large one is not full yet. Both begin at multiples of their size, and both
 * sizes are multiples of `blockRows`.
 */
export type SegmentSizes = { small: number; large: number };

export const segmentSizes: SegmentSizes = { small: 4096, large: 65_536 };

/** Another one after any change to what a segment holds: those of before are made again. */
export const layoutVersion = 1;

/** Rows that share one bit of a signature. */
export const blockRows = 64;

export type Segment = {
  /** A rebuilt segment has another one, so what is remembered of the old one is not used. */
  buildId: string;
  /** Keys the hashes of looked-up values, so that nobody can choose ones that collide. */
  salt: string;
  startIdx: number;
  endIdx: number;
};

/** One piece of a segment as stored. */
export type Block = { dimension: string; part: number; content: Uint8Array };
