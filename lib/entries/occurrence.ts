import { type Instant, parseInstant } from "@/lib/kit/time";
import type { Filter } from "./filter";
import type { Entry } from "./model";

const toleranceMicros = 120_000_000n;

/** Whether the sender's claim is far enough from the platform's clock to be shown. */
export function hasOtherTime(entry: Pick<Entry, "recorded_at" | "occurred_at">): boolean {
  if (entry.occurred_at === null) return false;
  const gap = instantIn(entry.occurred_at) - instantIn(entry.recorded_at);
  return gap > toleranceMicros || gap < -toleranceMicros;
}

/** The time that range and order go by. */
export function timeOf(
  entry: Pick<Entry, "recorded_at" | "occurred_at">,
  by: Filter["by"],
): Instant {
  if (by === "occurred" && entry.occurred_at !== null && hasOtherTime(entry)) {
    return instantIn(entry.occurred_at);
  }
  return instantIn(entry.recorded_at);
}

function instantIn(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new RangeError(`${text} is no time of an entry`);
  return instant;
}
