import type { Range } from "@/lib/entries/range";
import { describeRangeWords } from "@/lib/entries/range-words";

/** What left, for the sentence of its entry: "1,204 entries (Last 30 days) as a CSV file". */
export function nameExport(
  count: number,
  { range, zone }: { range: Range; zone: string },
  as: string,
): string {
  const entries = count === 1 ? "1 entry" : `${count.toLocaleString("en-US")} entries`;
  return `${entries} (${describeRangeWords(range, zone)}) as ${as}`;
}
