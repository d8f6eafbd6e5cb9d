import { formatInstant } from "@/lib/kit/time";
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  formatDay,
  parseDay,
  startOfDay,
} from "@/lib/kit/zone";

export type Period = { name: string; from: string; to: string };

const quarterMonths = 3;
const offeredMax = 9;

/** `2026-Q3`: the quarter a day is in, or one some quarters away. */
export function quarterOf(day: Day, away = 0): string {
  const start = addMonths(day, away * quarterMonths - ((day.month - 1) % quarterMonths));
  return `${start.year}-Q${Math.floor((start.month - 1) / quarterMonths) + 1}`;
}

/** The quarters offered, newest first; the first of them is not over. */
export function listQuarters(now: Date, zone: string): string[] {
  const today = dayAt(now, zone);
  return Array.from({ length: offeredMax }, (_, at) => quarterOf(today, -at));
}

export function nameQuarter(token: string): string {
  const [year, quarter] = token.split("-");
  return `${quarter} ${year}`;
}

/** The quarter after this one; null for a period that is none. */
export function nextQuarter(token: string): string | null {
  const start = startOfQuarter(token);
  return start && quarterOf(start, 1);
}

/** What a choice means, as half-open times; null where it means nothing. */
export function resolvePeriod(
  { period, from, to }: { period: string; from: string; to: string },
  zone: string,
): Period | null {
  if (period === "custom") return resolveDays(from, to, zone);
  const start = startOfQuarter(period);
  if (start === null) return null;
  const end = addMonths(start, quarterMonths);
  return { name: nameQuarter(period), ...between(start, end, zone) };
}

function resolveDays(from: string, to: string, zone: string): Period | null {
  const [first, last] = [parseDay(from), parseDay(to)];
  if (first === null || last === null || formatDay(first) > formatDay(last)) return null;
  const name = from === to ? from : `${from} to ${to}`;
  return { name, ...between(first, addDays(last, 1), zone) };
}

function startOfQuarter(token: string): Day | null {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(token) ?? [];
  if (year === undefined || Number(year) === 0) return null;
  return { year: Number(year), month: (Number(quarter) - 1) * quarterMonths + 1, day: 1 };
}

function between(first: Day, end: Day, zone: string) {
  const [from = "", to = ""] = [first, end].map(
    (day) => formatInstant(startOfDay(day, zone)) ?? "",
  );
  return { from, to };
}
