import { log } from "@/lib/kit/log";
import { buildAllSegments } from "./mutations";

/** Follows the log: what is appended becomes a segment as soon as it fills one. */
export async function buildSegmentsJob(): Promise<void> {
  const entryCount = await buildAllSegments();
  if (entryCount > 0) log.info({ entryCount }, "entries were indexed");
}
