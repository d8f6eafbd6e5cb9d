import { formatInstant } from "@/lib/kit/time";
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  instantAt,
  weekdayOf,
} from "@/lib/kit/zone";
import type { Rhythm } from "./model";

/**
 * The first moment after `after` at which a schedule falls due. Where the clock skips its
 * time that is as much later; where its time comes twice it is the first.
 */
export function findNextRun(rhythm: Rhythm, after: Date): Date {
  const today = dayAt(after, rhythm.zone);
  for (const day of listDays(rhythm, today)) {
    const moment = momentOf(day, rhythm);
    if (moment.getTime() > after.getTime()) return moment;
  }
  throw new RangeError("a schedule falls due within two months");
}

export function listNextRuns(rhythm: Rhythm, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  for (let from = after; runs.length < count; ) {
    from = findNextRun(rhythm, from);
    runs.push(from);
  }
  return runs;
}

function listDays({ cadence, weekday, monthday }: Rhythm, today: Day): Day[] {
  switch (cadence) {
    case "daily":
      return [today, addDays(today, 1), addDays(today, 2)];
    case "weekly": {
      const first = addDays(today, (weekday - weekdayOf(today) + 7) % 7);
      return [first, addDays(first, 7)];
    }
    case "monthly":
      return [0, 1, 2].map((months) => dayOfMonth(addMonths(today, months), monthday));
  }
}

/** Day 31 of a month of 30 days is its last. */
function dayOfMonth(first: Day, monthday: number): Day {
  const last = addDays(addMonths(first, 1), -1);
  return { ...first, day: Math.min(monthday, last.day) };
}

function momentOf(day: Day, { localTime, zone }: Rhythm): Date {
  const [hours = 0, minutes = 0] = localTime.split(":").map(Number);
  const instant = instantAt(day, (hours * 60 + minutes) * 60, zone);
  return new Date(formatInstant(instant) ?? "");
}
