import type { ResolvedRange } from "@/lib/entries/range";
import { formatInstant, instantOf } from "@/lib/kit/time";

/** What is looked at, and what it is compared with. */
export const latelyDays = 7;
export const beforeDays = 90;
const dayMicroseconds = 86_400_000_000n;

export type Periods = Record<"lately" | "before" | "weekBefore", ResolvedRange>;

export function listPeriods(now: Date): Periods {
  const end = instantOf(now);
  const edge = (days: number) => formatInstant(end - BigInt(days) * dayMicroseconds);
  return {
    lately: { from: edge(latelyDays), to: null },
    before: { from: edge(latelyDays + beforeDays), to: edge(latelyDays) },
    weekBefore: { from: edge(2 * latelyDays), to: edge(latelyDays) },
  };
}
