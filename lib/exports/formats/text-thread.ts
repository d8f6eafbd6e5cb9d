import { parentPort, workerData } from "node:worker_threads";
import type { PackedBatch } from "@/lib/exports/held-rows";
import { type TextPlan, TextWriter } from "./text-writer";

/** Answers each batch in turn with its rows, or with null. */
const writer = new TextWriter(workerData as TextPlan);
parentPort?.on("message", async (batch: PackedBatch) => {
  const rows = await writer.write(batch);
  const moved = rows === null ? [] : [rows.buffer as ArrayBuffer];
  parentPort?.postMessage({ rows }, moved);
});
parentPort?.postMessage("ready");
