import { type Batch, formatBatch } from "@/lib/entries/batch";
import { generateHistory, type HistoryOptions } from "./history";
import { createPreparer, itemOf } from "./prepare";
import type { DemoEvent } from "./story";

const batchEventsMax = 1000;

export type DemoBatch = { count: number; batch: Batch };

/** The whole history, ready for the database; it may be made in another thread. */
export function* generateBatches(options: HistoryOptions): Generator<DemoBatch> {
  const prepare = createPreparer(options.cast, options.seed, "history");
  const format = (told: DemoEvent[]): DemoBatch => ({
    count: told.length,
    batch: formatBatch([told.map((one) => itemOf(one, prepare))]),
  });
  let told: DemoEvent[] = [];
  for (const one of generateHistory(options)) {
    told.push(one);
    if (told.length < batchEventsMax) continue;
    yield format(told);
    told = [];
  }
  if (told.length > 0) yield format(told);
}
