import { formatInstant } from "@/lib/kit/time";
import { addDays, dayAt, formatDay, startOfDay } from "@/lib/kit/zone";

/** The days up to today in a zone, and each one's beginning: one edge more than days. */
export function listLastDays(now: Date, zone: string, count: number) {
  const today = dayAt(now, zone);
  const all = Array.from({ length: count + 1 }, (_, at) =>
    addDays(today, at - count + 1),
  );
  return {
    days: all.slice(0, count).map(formatDay),
    edges: all.map((day) => formatInstant(startOfDay(day, zone)) ?? ""),
  };
}
