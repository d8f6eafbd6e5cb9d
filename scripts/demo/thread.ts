import { parentPort, workerData } from "node:worker_threads";
import { generateBatches } from "@/lib/demo/batches";
import type { HistoryOptions } from "@/lib/demo/history";

/** Makes the history ahead of who stores it: each message asks for one batch, null ends it. */
if (!parentPort) throw new Error("this file runs in a thread");
const port = parentPort;
const batches = generateBatches(workerData as HistoryOptions);
port.on("message", () => {
  const { done, value } = batches.next();
  port.postMessage(done ? null : value);
  if (done) port.close();
});
