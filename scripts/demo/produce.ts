import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { DemoBatch } from "@/lib/demo/batches";
import type { HistoryOptions } from "@/lib/demo/history";

const batchesAheadMax = 4;

/** The batches of generateBatches, made in a thread while the database writes others. */
export async function* produceInThread(
  options: HistoryOptions,
): AsyncGenerator<DemoBatch> {
  const thread = new Worker(new URL("thread.mjs", import.meta.url), {
    workerData: options,
  });
  for (let ahead = 0; ahead < batchesAheadMax; ahead += 1) thread.postMessage("more");
  try {
    for await (const [batch] of on(thread, "message") as AsyncIterable<
      [DemoBatch | null]
    >) {
      if (batch === null) return;
      yield batch;
      thread.postMessage("more");
    }
  } finally {
    await thread.terminate();
  }
}
