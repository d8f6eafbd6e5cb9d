import { z } from "zod";
import type { Actor } from "@/lib/entries/model";
import { type Purpose, purposeNames, purposes } from "./purposes";
import { sections } from "./sections";

export const packStates = ["queued", "running", "done", "failed", "cancelled"] as const;
export type PackState = (typeof packStates)[number];

/** A section as a pack holds it: how many entries it had when it was asked for. */
export type CountedSection = { id: string; count: number };

/** What was found of the entries of one file while it was written. */
export type PartCheck = {
  checkedCount: number;
  linkCount: number;
  alteredCount: number;
  altered: { id: string; position: number; why: string }[];
  /** Why there is no file: what does not hold is never bundled. */
  refused: string | null;
};

/** A file of a pack that is finished. */
export type PackPart = {
  name: string;
  bytes: number;
  sha256: string;
  /** The entries in it; null where it has none. */
  count: number | null;
  check: PartCheck | null;
};

/** What was found of the chain over the whole period, all files together. */
export type PackVerdict = {
  state: "holds" | "altered";
  /** Entries recomputed, those around the ones shown included. */
  checkedCount: number;
  linkCount: number;
  alteredCount: number;
  altered: { id: string; position: number; why: string }[];
  refused: { name: string; why: string }[];
};

export type Pack = {
  organizationId: string;
  id: string;
  requesterId: string;
  requester: Actor;
  clientId: string | null;
  purpose: Purpose;
  sections: CountedSection[];
  periodName: string;
  rangeFrom: string;
  rangeTo: string;
  zone: string;
  preparedFor: string;
  note: string;
  upto: number;
  createdAt: Date;
  epochIndex: number | null;
  tlogProof: string | null;
  state: PackState;
  entryCount: number;
  doneCount: number;
  parts: PackPart[];
  verdict: PackVerdict | null;
  sha256: string | null;
  bytes: number | null;
  error: string | null;
  attemptCount: number;
  finishedAt: Date | null;
  removedAt: Date | null;
};

export const isActive = ({ state }: Pick<Pack, "state">) =>
  state === "queued" || state === "running";

/** Nothing a person typed is in it. */
export function namePackFile({ id }: Pick<Pack, "id">): string {
  return `custody-${id}.zip`;
}

export function titleOf({ purpose, periodName }: Pick<Pack, "purpose" | "periodName">) {
  return `${purposes[purpose].name}, ${periodName}`;
}

export const steps = ["purpose", "scope", "contents", "review"] as const;
export type Step = (typeof steps)[number];

export const stepWords: Record<Step, string> = {
  purpose: "Purpose",
  scope: "Scope",
  contents: "Contents",
  review: "Review",
};

/** What somebody chose so far; what a step has not asked yet is empty. */
export type Choices = {
  purpose: Purpose | "";
  clientSlug: string;
  /** A quarter, or `custom` with both days. */
  period: string;
  from: string;
  to: string;
  sections: string[];
  preparedFor: string;
  note: string;
};

export const noChoices: Choices = {
  purpose: "",
  clientSlug: "",
  period: "",
  from: "",
  to: "",
  sections: [],
  preparedFor: "",
  note: "",
};

const sectionIds = sections.map(({ id }) => id);

/** A draft is whatever was typed; the last step judges all of it. */
export const choicesSchema = z.strictObject({
  purpose: z.union([z.enum(purposeNames), z.literal("")]),
  clientSlug: z.string().max(100),
  period: z.string().max(20),
  from: z.string().max(20),
  to: z.string().max(20),
  sections: z.array(z.string().max(40)).max(sectionIds.length),
  preparedFor: z.string().trim().max(200),
  note: z.string().trim().max(2_000),
});

/** The first step that still misses something, or the last one. */
export function findOpenStep(choices: Choices): Step {
  if (choices.purpose === "") return "purpose";
  if (choices.period === "") return "scope";
  return choices.sections.length === 0 ? "contents" : "review";
}
