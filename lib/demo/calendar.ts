import { dayAt, formatDay, startOfDay, weekdayOf } from "@/lib/kit/zone";
import { microsPerDay, microsPerHour } from "./moment";
import type { Random } from "./random";

export type Window = { from: number; to: number };

const daysOff = new Set(["12-25", "12-26", "01-01"]);
const weekdayWeights = [1.12, 1.08, 1, 1, 0.86, 0.24, 0.2];
const millisecondsPerHalfDay = 43_200_000;
const holidayWeight = 0.22;
const weightAtStart = 0.75;
const growth = 0.45;

export function isDayOff(at: number, timeZone: string): boolean {
  const day = dayAt(new Date(at / 1000), timeZone);
  return weekdayOf(day) > 4 || daysOff.has(formatDay(day).slice(5));
}

/** How much of the history falls on a part of a day; `age` runs from 0 to 1. */
export function weighDay(window: Window, age: number, random: Random): number {
  const day = dayAt(new Date(window.from / 1000), "UTC");
  const isHoliday = daysOff.has(formatDay(day).slice(5));
  const usual = isHoliday ? holidayWeight : (weekdayWeights[weekdayOf(day)] ?? 1);
  const noise = 0.86 + 0.28 * random.fraction();
  const part = (window.to - window.from) / microsPerDay;
  return usual * noise * (weightAtStart + growth * age) * part;
}

/** The days of the span in UTC; the first and the last may be parts of one. */
export function listDays(startAt: number, endAt: number): Window[] {
  const days: Window[] = [];
  for (let from = startAt; from < endAt; ) {
    const to = Math.min(endAt, (Math.floor(from / microsPerDay) + 1) * microsPerDay);
    days.push({ from, to });
    from = to;
  }
  return days;
}

/** Office hours of a zone, as far as they lie within the window. */
export function officeHours(window: Window, timeZone: string): Window | null {
  const middle = new Date(
    (window.from - (window.from % microsPerDay)) / 1000 + millisecondsPerHalfDay,
  );
  const midnight = Number(startOfDay(dayAt(middle, timeZone), timeZone));
  return clip(window, {
    from: midnight + 8.4 * microsPerHour,
    to: midnight + 17.7 * microsPerHour,
  });
}

export function clip(window: Window, other: Window): Window | null {
  const from = Math.max(window.from, other.from);
  const to = Math.min(window.to, other.to);
  return from < to ? { from, to } : null;
}
