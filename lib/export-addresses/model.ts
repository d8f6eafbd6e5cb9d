/** An address outside, and whether its owner said that exports may come. */
export type ExportAddress = { email: string; askedAt: Date; confirmedAt: Date | null };
