import { type Instant, instantOf } from "./time";

/** A day of the calendar, in no zone. */
export type Day = { year: number; month: number; day: number };

const millisecondsPerDay = 86_400_000;
/** Intl counts older days by the Julian calendar; zones did not exist then anyway. */
const oldestOffset = Date.UTC(1900, 0, 1);
const clocks = new Map<string, Intl.DateTimeFormat>();

export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return null;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return day.year > 0 && formatDay(addDays(day, 0)) === text ? day : null;
}

export function formatDay({ year, month, day }: Day): string {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export function addDays(day: Day, count: number): Day {
  return dayOfUtc(utcOf(day) + count * millisecondsPerDay);
}

/** The first day of the month `count` months away. */
export function addMonths({ year, month }: Day, count: number): Day {
  return dayOfUtc(utcOf({ year, month: month + count, day: 1 }));
}

/** Monday is 0, as in ISO 8601 weeks. */
export function weekdayOf(day: Day): number {
  return (new Date(utcOf(day)).getUTCDay() + 6) % 7;
}

/** The day the calendar on the wall of that zone shows. */
export function dayAt(date: Date, zone: string): Day {
  return dayOfUtc(date.getTime() + offsetAt(date.getTime(), zone));
}

/** How far into its day the wall clock of that zone is. */
export function secondOfDayAt(date: Date, zone: string): number {
  const wall = date.getTime() + offsetAt(date.getTime(), zone);
  return Math.floor((wall - utcOf(dayOfUtc(wall))) / 1_000);
}

/**
 * The first moment of a day in a zone. Where the clock skips midnight that is the moment
 * it jumps, where midnight comes twice it is the first.
 */
export function startOfDay(day: Day, zone: string): Instant {
  return instantAt(day, 0, zone);
}

/** The first moment at which the wall clock of a zone shows that day and second. */
export function instantAt(day: Day, secondOfDay: number, zone: string): Instant {
  const wall = utcOf(day) + secondOfDay * 1_000;
  const before = wall - offsetAt(wall - millisecondsPerDay, zone);
  const after = wall - offsetAt(wall + millisecondsPerDay, zone);
  const shown = (moment: number) => moment + offsetAt(moment, zone);
  const moments = [before, after].filter((moment) => shown(moment) === wall);
  const first = moments.length > 0 ? Math.min(...moments) : before;
  return instantOf(new Date(first));
}

/** Keyed without case, so that spellings of one zone cannot fill the memory. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  const known = clocks.get(key);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(key, clock);
  return clock;
}

/** How far the wall clock of the zone is ahead of UTC, in milliseconds. */
function offsetAt(milliseconds: number, zone: string): number {
  const seconds = Math.floor(Math.max(milliseconds, oldestOffset) / 1_000);
  const parts = clockOf(zone).formatToParts(seconds * 1_000);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall =
    utcOf({ year: read("year"), month: read("month"), day: read("day") }) +
    ((read("hour") * 60 + read("minute")) * 60 + read("second")) * 1_000;
  return wall - seconds * 1_000;
}

/** Date.UTC takes the years 0 to 99 for the last century; setUTCFullYear does not. */
function utcOf({ year, month, day }: Day): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function dayOfUtc(milliseconds: number): Day {
  const date = new Date(milliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}
