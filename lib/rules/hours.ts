import type { Instant } from "@/lib/kit/time";
import { dayAt, secondOfDayAt, weekdayOf } from "@/lib/kit/zone";

export const hourDays = ["weekdays", "every-day"] as const;

/** Office hours of a place; a rule may look only at what happens outside them. */
export type Hours = {
  from: string;
  to: string;
  days: (typeof hourDays)[number];
  zone: string;
};

const saturday = 5;

export function isClockTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Whether nobody is in the office then. Hours may span midnight: 22:00 to 06:00. */
export function isOutsideHours(micros: Instant | number, hours: Hours): boolean {
  const date = new Date(Number(micros) / 1_000);
  const second = secondOfDayAt(date, hours.zone);
  const [from, to] = [secondOf(hours.from), secondOf(hours.to)];
  const isOpen =
    from <= to ? second >= from && second < to : second >= from || second < to;
  const isWeekend = weekdayOf(dayAt(date, hours.zone)) >= saturday;
  return !isOpen || (hours.days === "weekdays" && isWeekend);
}

function secondOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return (hour * 60 + minute) * 60;
}
