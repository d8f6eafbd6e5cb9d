import type { ResolvedRange } from "@/lib/entries/range";
import type { SlotValues } from "@/lib/proof/bundle-csv";
import type { BundleContent, BundleEntry } from "@/lib/proof/bundle-entry";
import { createSelection, type Selection } from "@/lib/proof/bundle-filter";
import type { BundleClaim } from "@/lib/proof/bundle-manifest";
import { discloseSlots } from "@/lib/proof/disclose-entry";
import { discloseErased, type ErasedEntry } from "@/lib/proof/erased-entry";
import type { JsonValue } from "@/lib/proof/json-value";
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

type ShownRow = {
  entry: BundleEntry;
  isSelected: boolean;
  erased: ErasedEntry | null;
};

/** An entry as a bundle shows it: all there is when it is wanted, else as a stub. */
export function showEntry(
  { entry, isSelected, erased }: ShownRow,
  { stubSlots }: BundlePlan,
): BundleEntry {
  const { content } = entry;
  if (isSelected || stubSlots === null) return entry;
  if (erased !== null) return { ...entry, content: discloseErased(erased, stubSlots) };
  if (content.kind !== "whole") return entry;
  return { ...entry, content: discloseSlots(content, stubSlots) };
}

/** Counts what a bundle shows, as its verifier will. */
export class BundleCount {
  selected = 0;
  private inside = 0;
  private hasUndecided = false;
  private readonly selection: Selection;

  constructor(private readonly plan: BundlePlan) {
    this.selection = createSelection(plan.filter);
  }

  /** What the values shown cannot decide counts as asked for. */
  add(entry: BundleEntry, isSelected: boolean): void {
    const isUndecided = this.isUndecided(entry, isSelected);
    this.inside += 1;
    if (isUndecided) this.hasUndecided = true;
    if (isSelected || isUndecided) this.selected += 1;
  }

  listClaims(): BundleClaim[] {
    const { fromIndex, toIndex } = this.plan;
    const isWhole = this.inside === toIndex - fromIndex;
    const isDecided = this.selection.slots !== null && !this.hasUndecided;
    const isComplete = isWhole && isDecided;
    return isComplete ? ["AUTHENTIC", "COMPLETE", "NEWEST"] : ["AUTHENTIC", "NEWEST"];
  }

  private isUndecided({ content }: BundleEntry, isSelected: boolean): boolean {
    const { slots, decide } = this.selection;
    if (content.kind === "header") return slots?.length !== 0;
    if (content.kind === "whole" && isSelected) return false;
    return decide(readValues(content)) === null;
  }
}

function readValues(content: Exclude<BundleContent, { kind: "header" }>): SlotValues {
  const texts =
    content.kind === "whole"
      ? content.fields.map((text, slot) => ({ slot, text }))
      : content.opened;
  return new Map(texts.map(({ slot, text }) => [slot, JSON.parse(text) as JsonValue]));
}
