import type { FindingKind } from "@/lib/integrity/finding";
import { formatHex } from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import { parseOrganizationHead } from "@/lib/proof/heads";

export type Incident = {
  id: string;
  openedAt: string;
  raisedBy: string;
  kind: FindingKind;
  firstIdx: number | null;
  lastIdx: number | null;
  expected: string;
  found: string;
  why: string;
  intact: string;
  notifiedAt: string | null;
  closedAt: string | null;
  closedBy: string | null;
  closeReason: string | null;
};

export type SealedStep = {
  epochIndex: number;
  sealedAt: string;
  fromIdx: number;
  size: number;
  root: string;
};

export type Run = {
  id: string;
  kind: string;
  startedAt: string;
  finishedAt: string;
  fromIdx: number;
  toIdx: number;
  isOk: boolean;
};

/** What the database says of verification; the log itself may be broken. */
export type Integrity = {
  minIdx: number;
  nextIdx: number;
  isClosed: boolean;
  sealedSize: number;
  sealedAt: string | null;
  verifiedSize: number;
  verifiedAt: string | null;
  passIdx: number;
  passFinishedAt: string | null;
  passMs: number | null;
  openIncidents: Incident[];
};

export const sealStates = ["verified", "verifying", "unverified", "warning"] as const;
export type SealStateName = (typeof sealStates)[number];

/** Past this, nobody has looked for a while, and the page must not say otherwise. */
const freshMs = 300_000;
const behindMax = 5_000;

export function findSealState(integrity: Integrity, nowMs: number): SealStateName {
  const { openIncidents, verifiedAt, verifiedSize, nextIdx } = integrity;
  if (openIncidents.length > 0) return "warning";
  if (verifiedAt === null || nowMs - Date.parse(verifiedAt) > freshMs)
    return "unverified";
  return nextIdx - verifiedSize > behindMax ? "verifying" : "verified";
}

export type Coverage = {
  pruned: number;
  verified: number;
  tail: number;
  total: number;
};

/** Of all entries there ever were: pruned and sealed, verified, and not yet looked at. */
export function measureCoverage({ minIdx, nextIdx, verifiedSize }: Integrity): Coverage {
  const reached = Math.min(Math.max(verifiedSize, minIdx), nextIdx);
  return {
    pruned: minIdx,
    verified: reached - minIdx,
    tail: nextIdx - reached,
    total: nextIdx,
  };
}

/** Whether an open incident may concern an entry. */
export function isAltered(
  idx: number,
  incidents: readonly Pick<Incident, "firstIdx" | "lastIdx">[],
): boolean {
  return incidents.some(
    ({ firstIdx, lastIdx }) =>
      firstIdx !== null && firstIdx <= idx && idx <= (lastIdx ?? firstIdx),
  );
}

const titles: Record<FindingKind, string> = {
  content: "An entry's content was changed",
  column: "What lists show of an entry was changed",
  header: "An entry does not match its hash",
  link: "A link between entries is broken",
  missing: "Entries are missing",
  order: "An entry is out of its order in time",
  head_row: "The log's head was changed",
  segment: "The search index does not match the log",
  head: "Entries were rewritten after they were sealed",
  epoch: "A sealed epoch was changed",
  anchor: "The log is not the one that was signed before",
  behind: "Sealed entries are gone",
  pruned: "The record of a prune does not hold",
  erased: "A value is missing without a record",
};

export function titleOf({ kind }: Pick<Incident, "kind">): string {
  return titles[kind];
}

export function placeOf({ firstIdx, lastIdx }: Pick<Incident, "firstIdx" | "lastIdx">) {
  if (firstIdx === null) return "the sealed epochs";
  const first = `#${firstIdx.toLocaleString("en-GB")}`;
  if (lastIdx === null || lastIdx === firstIdx) return `entry ${first}`;
  return `entries ${first} to #${lastIdx.toLocaleString("en-GB")}`;
}

/** The page works when a head is broken: it then shows that it cannot be read. */
export function readRoot(head: string): string {
  try {
    return formatHex(parseOrganizationHead(head).root);
  } catch (error) {
    if (error instanceof FormatError) return "unreadable";
    throw error;
  }
}
