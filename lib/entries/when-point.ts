import {
  addDays,
  type Day,
  dayAt,
  formatDay,
  parseDay,
  secondOfDayAt,
  weekdayOf,
} from "@/lib/kit/zone";

/** The reader's clock: what "tuesday" and "9:00" are told by. */
export type Clock = { now: Date; zone: string };

/** A day, and where a time was named, a second of it. */
export type Point = { day: Day; second: number | null; date: string };

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const months = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];
const weekday = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/;
const dayMonth = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?(?:,? (\d{4}))?$/;
const monthDay = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/;
const time = /(?:^|[ ,t])(?:at )?(\d{1,2})(?::(\d\d))?(?::(\d\d))? ?(am|pm)?$/;

/** Reads one moment; a time without a day is one of `dayBefore`, or of today. */
export function parsePoint(
  words: string,
  clock: Clock,
  dayBefore: Day | null,
): Point | null {
  const today = dayAt(clock.now, clock.zone);
  if (words === "now") return pointOf(today, secondOfDayAt(clock.now, clock.zone));
  const whole = parseDate(words, today);
  if (whole) return pointOf(whole, null);
  const cut = cutTime(words);
  if (cut === null) return null;
  const day = cut.rest === "" ? (dayBefore ?? today) : parseDate(cut.rest, today);
  return day && pointOf(day, cut.second);
}

function pointOf(day: Day, second: number | null): Point {
  return { day, second, date: formatDay(day) };
}

function cutTime(words: string): { rest: string; second: number } | null {
  const named = /^(.*?) ?(noon|midnight)$/.exec(words);
  if (named) {
    const second = named[2] === "noon" ? 12 * 3_600 : 0;
    return { rest: named[1] ?? "", second };
  }
  const match = time.exec(words);
  if (!match || (match[2] === undefined && match[4] === undefined)) return null;
  const [, hours, minutes = "0", seconds = "0", half] = match;
  const hour = hourOf(Number(hours), half);
  if (hour === null || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const rest = words.slice(0, match.index).trim();
  return { rest, second: hour * 3_600 + Number(minutes) * 60 + Number(seconds) };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

function parseDate(words: string, today: Day): Day | null {
  if (words === "today") return today;
  if (words === "yesterday") return addDays(today, -1);
  const named = weekday.exec(words)?.[1];
  if (named) {
    const back = (weekdayOf(today) - weekdays.indexOf(named) + 7) % 7;
    return addDays(today, -back);
  }
  const first = dayMonth.exec(words);
  if (first) return dayOf(first[1], first[2], first[3], today);
  const second = monthDay.exec(words);
  if (second) return dayOf(second[2], second[1], second[3], today);
  return parseDay(words);
}

/** Without a year: the last time there was that day. */
function dayOf(
  dayText: string | undefined,
  monthText: string | undefined,
  yearText: string | undefined,
  today: Day,
): Day | null {
  const month = months.indexOf(monthText ?? "") + 1;
  if (month === 0) return null;
  const day = { year: Number(yearText ?? today.year), month, day: Number(dayText) };
  const isAhead = yearText === undefined && formatDay(day) > formatDay(today);
  return parseDay(formatDay(isAhead ? { ...day, year: day.year - 1 } : day));
}
