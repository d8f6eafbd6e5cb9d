import { z } from "zod";
import type { Actor } from "@/lib/entries/model";

/** A way in for somebody outside, to one case and nothing else. */
export type CaseLink = {
  id: string;
  reader: string;
  author: Actor;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  viewCount: number;
  viewedAt: Date | null;
};

export const linkForm = "case-link";

export const linkDays = ["1", "7", "30"] as const;
export type LinkDays = (typeof linkDays)[number];

export const linkDaysWords: Record<LinkDays, string> = {
  "1": "One day",
  "7": "A week",
  "30": "30 days",
};

export type LinkState = "open" | "expired" | "revoked";

export function stateOfLink(
  { expiresAt, revokedAt }: Pick<CaseLink, "expiresAt" | "revokedAt">,
  now: number,
): LinkState {
  if (revokedAt !== null) return "revoked";
  return +expiresAt > now ? "open" : "expired";
}

export const readerSchema = z
  .string()
  .trim()
  .min(2, { error: "says who will read it" })
  .max(120);
