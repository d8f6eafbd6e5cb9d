/** Ranges that move with the clock: what a schedule covers each time. */
export const relativeTokens = [
  "yesterday",
  "last-week",
  "last-month",
  "24h",
  "7d",
  "30d",
  "all",
] as const;
export type RelativeToken = (typeof relativeTokens)[number];

export const tokenWords: Record<RelativeToken, string> = {
  yesterday: "Yesterday",
  "last-week": "Last week, Monday to Sunday",
  "last-month": "Last month",
  "24h": "The 24 hours before",
  "7d": "The 7 days before",
  "30d": "The 30 days before",
  all: "The whole log",
};
