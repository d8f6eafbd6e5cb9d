import { z } from "zod";
import type { Filter } from "@/lib/entries/filter";
import type { Actor } from "@/lib/entries/model";
import { defaultView, formatView } from "@/lib/entries/view";
import { typedText } from "@/lib/forms/typed-text";

export const weights = ["note", "minor", "major"] as const;
export type Weight = (typeof weights)[number];

export const weightWords: Record<Weight, { name: string; says: string }> = {
  note: { name: "Note", says: "Looked at and explained; nothing to do." },
  minor: { name: "Minor", says: "Should be put right." },
  major: { name: "Major", says: "Has to be put right before the next review." },
};

export const cadences = ["month", "quarter", "year"] as const;
export type Cadence = (typeof cadences)[number];

export const cadenceWords: Record<Cadence, string> = {
  month: "every month",
  quarter: "every quarter",
  year: "every year",
};

export type Review = {
  id: string;
  name: string;
  query: string;
  area: string;
  clientId: string | null;
  rangeFrom: string;
  rangeTo: string;
  upto: number;
  entryCount: number;
  reviewerId: string;
  reviewer: Actor;
  createdAt: Date;
  conclusion: string | null;
  signer: Actor | null;
  signedAt: Date | null;
  discardedAt: Date | null;
};

/** As the list shows it. */
export type ReviewLine = Review & { findings: number };

export type Finding = {
  number: number;
  weight: Weight;
  finding: string;
  entryId: string | null;
  author: Actor;
  createdAt: Date;
};

export type Plan = {
  id: string;
  name: string;
  area: string;
  cadence: Cadence;
  startsOn: string;
  author: Actor;
  createdAt: Date;
};

export type ReviewState = "open" | "signed" | "discarded";

export function stateOf({
  signedAt,
  discardedAt,
}: Pick<Review, "signedAt" | "discardedAt">) {
  if (signedAt !== null) return "signed" satisfies ReviewState;
  return (discardedAt === null ? "open" : "discarded") satisfies ReviewState;
}

/** What coverage compares: the conditions of a query, whatever its range. */
export function formatArea(filter: Filter): string {
  const range = { kind: "relative", token: "all" } as const;
  return formatView({ ...defaultView, filter: { ...filter, range, upto: null } });
}

/** The slug of the one client a filter is about; null for several, or for all. */
export function findOnlyClient({ terms }: Filter): string | null {
  const { include = [], exclude = [] } = terms.client ?? {};
  const [only] = include;
  return include.length === 1 && exclude.length === 0 && only !== undefined ? only : null;
}

const text = (max: number, least: string) =>
  typedText.pipe(z.string().min(3, { error: least }).max(max));

/** An unknown id is not found, whatever its shape. */
export const idSchema = z.string().max(64);
export const reviewNameSchema = text(120, "says in a few words what is reviewed");
export const findingSchema = text(2_000, "says what was found");
export const conclusionSchema = text(4_000, "says what the review came to");
export const findingsMax = 100;
