import type { Filter } from "@/lib/entries/filter";
import type { ResolvedRange } from "@/lib/entries/range";
import { parseView } from "@/lib/entries/view";

type Moment = { from: string; to: string; upto: number };

/** The entries of a section in a period, as they were at one moment. */
export function selectSection(
  query: string,
  { from, to, upto }: Moment,
): { filter: Filter; range: ResolvedRange } {
  const { filter } = parseView(new URLSearchParams(query)).view;
  const range = { kind: "absolute", from, to } as const;
  return { filter: { ...filter, range, upto }, range: { from, to } };
}
