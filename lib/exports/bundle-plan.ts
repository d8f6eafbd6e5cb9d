import type { ResolvedRange } from "@/lib/entries/range";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { createSelection } from "@/lib/proof/bundle-filter";
import type { BundleClaim } from "@/lib/proof/bundle-manifest";
import { discloseSlots } from "@/lib/proof/disclose-entry";
import type { ChainHead } from "@/lib/proof/verify-bundle-signed";
import type { ExportQuery, IndexRange } from "./model";

export type BundlePlan = IndexRange & {
  filter: string | null;
  fromTime: string | null;
  toTime: string | null;
  /** What stubs of all other entries open; null where there are none. */
  stubSlots: number[] | null;
  /** Headers just outside a range of time, which show where it begins and ends. */
  neighbours: { before: number | null; after: number | null };
};

type Wish = {
  query: ExportQuery;
  range: ResolvedRange;
  place: IndexRange;
  head: ChainHead;
  withStubs: boolean;
};

/** What a bundle shows, so that it can claim as much as may be claimed of it. */
export function planBundle({ query, range, place, head, withStubs }: Wish): BundlePlan {
  const { slots } = createSelection(query.text);
  const isRecorded = query.filter.by === "recorded";
  const fromTime = isRecorded ? range.from : null;
  const toTime = isRecorded ? range.to : null;
  const { fromIndex, toIndex } = place;
  const hasBefore = fromTime !== null && fromIndex > head.minIndex;
  const hasAfter = toTime !== null && toIndex < head.size;
  return {
    ...place,
    filter: query.text,
    fromTime,
    toTime,
    stubSlots: withStubs && slots !== null && slots.length > 0 ? slots : null,
    neighbours: {
      before: hasBefore ? fromIndex - 1 : null,
      after: hasAfter ? toIndex : null,
    },
  };
}

/** An entry as a bundle shows it: whole when it is wanted, else as a stub. */
export function showEntry(
  entry: BundleEntry,
  isSelected: boolean,
  { stubSlots }: BundlePlan,
): BundleEntry {
  const { content } = entry;
  if (isSelected || stubSlots === null || content.kind !== "whole") return entry;
  return { ...entry, content: discloseSlots(content, stubSlots) };
}

/** Counts what a bundle shows, as its verifier will. */
export class BundleCount {
  selected = 0;
  private inside = 0;
  private hasUndecided = false;
  private readonly slots: number[] | null;

  constructor(private readonly plan: BundlePlan) {
    this.slots = createSelection(plan.filter).slots;
  }

  /** An entry that shows nothing cannot be told from one that was asked for. */
  add(entry: BundleEntry, isSelected: boolean): void {
    const isHidden = entry.content.kind === "header" && this.slots?.length !== 0;
    this.inside += 1;
    if (isHidden) this.hasUndecided = true;
    if (isSelected || isHidden) this.selected += 1;
  }

  listClaims(): BundleClaim[] {
    const { fromIndex, toIndex } = this.plan;
    const isWhole = this.inside === toIndex - fromIndex;
    const isComplete = isWhole && this.slots !== null && !this.hasUndecided;
    return isComplete ? ["AUTHENTIC", "COMPLETE", "NEWEST"] : ["AUTHENTIC", "NEWEST"];
  }
}
