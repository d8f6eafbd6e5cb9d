import { formatEntityCount } from "@/lib/catalogue/entities";
import { describeMoment } from "./moment";
import type { Range } from "./range";

const named: Readonly<Record<string, string>> = {
  today: "Today",
  yesterday: "Yesterday",
  "last-night": "Last night",
  "this-week": "This week",
  "last-week": "Last week",
  "this-month": "This month",
  "last-month": "Last month",
  "this-quarter": "This quarter",
  "last-quarter": "Last quarter",
  all: "All time",
};

const units: Readonly<Record<string, string>> = { m: "minute", h: "hour", d: "day" };

/** The ranges one click away, in the order they are offered. */
export const offeredRanges = [
  "15m",
  "1h",
  "24h",
  "7d",
  "30d",
  "90d",
  "today",
  "yesterday",
  "last-night",
  "this-week",
  "last-week",
  "this-month",
  "last-month",
  "this-quarter",
  "last-quarter",
  "all",
] as const;

/** "Last 7 days", "14 Nov 09:00 – 11:30", "Since 14 Nov", in the reader's zone. */
export function describeRangeWords(range: Range, zone: string): string {
  if (range.kind === "relative") return describeToken(range.token);
  const { from, to } = range;
  if (from === null) return to === null ? "All time" : `Until ${describeEdge(to, zone)}`;
  if (to === null) return `Since ${describeEdge(from, zone)}`;
  const [start, end] = [describeEdge(from, zone), describeEdge(to, zone)];
  if (start === end) return start;
  const [day = "", clock = ""] = splitClock(end);
  const isSameDay = clock !== "" && splitClock(start)[0] === day;
  return `${start} – ${isSameDay ? clock : end}`;
}

function describeToken(token: string): string {
  if (Object.hasOwn(named, token)) return named[token] ?? token;
  const [, count = "", letter = ""] = /^(\d+)([mhd])$/.exec(token) ?? [];
  const unit = units[letter];
  if (unit === undefined) return token;
  return count === "1"
    ? `Last ${unit}`
    : `Last ${formatEntityCount(unit, Number(count))}`;
}

function describeEdge(edge: string, zone: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(edge);
  const moment = describeMoment(
    isDate ? `${edge}T00:00:00Z` : edge,
    isDate ? "UTC" : zone,
  );
  const day = moment.day;
  return isDate ? day : `${day} ${moment.clock.replace(/:00$/, "")}`;
}

function splitClock(edge: string): [string, string] {
  const [, day = edge, clock = ""] = /^(.*) (\d\d:\d\d(?::\d\d)?)$/.exec(edge) ?? [];
  return [day, clock];
}
