import { formatInstant, type Instant, instantOf, parseInstant } from "@/lib/kit/time";
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  instantAt,
  parseDay,
  startOfDay,
  weekdayOf,
} from "@/lib/kit/zone";

export type Range =
  | { kind: "relative"; token: string }
  | { kind: "absolute"; from: string | null; to: string | null };

/** `from` inclusive, `to` exclusive, in the form of `recorded_at`; null is open. */
export type ResolvedRange = { from: string | null; to: string | null };

export const namedRanges = [
  "today",
  "yesterday",
  "last-night",
  "this-week",
  "last-week",
  "this-month",
  "last-month",
  "last-quarter",
  "this-quarter",
  "all",
] as const;
type NamedRange = (typeof namedRanges)[number];

/** The lengths offered; any other number of minutes, hours or days works too. */
export const presetRanges = ["15m", "1h", "24h", "7d", "30d", "90d"] as const;

const unitMinutes = { m: 1, h: 60, d: 24 * 60 } as const;
const rangeMinutesMax = 3650 * unitMinutes.d;
/** When an office is empty: what happened "after hours". */
const nightSeconds = { start: 19 * 3_600, end: 7 * 3_600 };
const microsPerMinute = 60_000_000n;

export function isRangeToken(token: string): boolean {
  return isNamed(token) || minutesOf(token) !== null;
}

/** One end of an absolute range: an instant or a bare date; null when it is neither. */
export function parseEdge(text: string): string | null {
  // An unescaped plus sign of an offset arrives as a space.
  const edge = text.replace(/ (\d\d:\d\d)$/, "+$1");
  if (parseDay(edge)) return edge;
  const instant = parseInstant(edge, "up");
  return instant === null || formatInstant(instant) === null ? null : edge;
}

/** An instant as an address writes it: in UTC, without the parts that are zero. */
export function formatEdge(instant: Instant): string {
  return format(instant)
    .replace(/\.0{6}Z$/, "Z")
    .replace(/(T\d\d:\d\d):00Z$/, "$1Z");
}

/** What a range means now. A bare date is that whole day in the zone, at both ends. */
export function resolveRange(
  filter: { range: Range },
  now: Date,
  zone: string,
): ResolvedRange {
  const { range } = filter;
  if (range.kind === "absolute") {
    return {
      from: range.from === null ? null : resolveEdge(range.from, zone, 0),
      to: range.to === null ? null : resolveEdge(range.to, zone, 1),
    };
  }
  if (isNamed(range.token)) return resolveNamed(range.token, dayAt(now, zone), zone);
  const minutes = minutesOf(range.token);
  if (minutes === null) throw new RangeError(`no range is called ${range.token}`);
  return { from: format(instantOf(now) - BigInt(minutes) * microsPerMinute), to: null };
}

function resolveEdge(text: string, zone: string, daysAfter: 0 | 1): string {
  const day = parseDay(text);
  if (day) return format(startOfDay(addDays(day, daysAfter), zone));
  const instant = parseInstant(text, "up");
  if (instant === null) throw new RangeError(`${text} is no date and no time`);
  return format(instant);
}

function resolveNamed(name: NamedRange, today: Day, zone: string): ResolvedRange {
  const days = (from: Day, to: Day) => ({
    from: format(startOfDay(from, zone)),
    to: format(startOfDay(to, zone)),
  });
  const monday = addDays(today, -weekdayOf(today));
  const quarter = addMonths(today, -((today.month - 1) % 3));
  switch (name) {
    case "today":
      return days(today, addDays(today, 1));
    case "yesterday":
      return days(addDays(today, -1), today);
    case "last-night":
      return {
        from: format(instantAt(addDays(today, -1), nightSeconds.start, zone)),
        to: format(instantAt(today, nightSeconds.end, zone)),
      };
    case "this-week":
      return days(monday, addDays(monday, 7));
    case "last-week":
      return days(addDays(monday, -7), monday);
    case "this-month":
      return days(addMonths(today, 0), addMonths(today, 1));
    case "last-month":
      return days(addMonths(today, -1), addMonths(today, 0));
    case "last-quarter":
      return days(addMonths(quarter, -3), quarter);
    case "this-quarter":
      return days(quarter, addMonths(quarter, 3));
    case "all":
      return { from: null, to: null };
  }
}

/** The first and the last day have a neighbour that the log cannot write: clamped. */
function format(instant: Instant): string {
  const text = formatInstant(instant);
  if (text !== null) return text;
  return instant < 0n ? "0001-01-01T00:00:00.000000Z" : "9999-12-31T23:59:59.999999Z";
}

function isNamed(token: string): token is NamedRange {
  return (namedRanges as readonly string[]).includes(token);
}

function minutesOf(token: string): number | null {
  const match = /^([1-9]\d{0,6})([mhd])$/.exec(token);
  if (!match) return null;
  const minutes = Number(match[1]) * unitMinutes[match[2] as keyof typeof unitMinutes];
  return minutes <= rangeMinutesMax ? minutes : null;
}
