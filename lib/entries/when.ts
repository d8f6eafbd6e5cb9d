import { instantAt } from "@/lib/kit/zone";
import { formatEdge, isRangeToken, type Range } from "./range";
import { type Clock, type Point, parsePoint } from "./when-point";

const units: Readonly<Record<string, [letter: string, factor: number]>> = {
  m: ["m", 1],
  min: ["m", 1],
  minute: ["m", 1],
  h: ["h", 1],
  hour: ["h", 1],
  d: ["d", 1],
  day: ["d", 1],
  w: ["d", 7],
  week: ["d", 7],
  month: ["d", 30],
  year: ["d", 365],
};

const secondsPerHour = 3_600;

/**
 * Reads a time as people type it, in the reader's zone: "last 36h", "today", "14 nov 9:00
 * to 11:30", "since tuesday", "until 2026-11-14". Null when it cannot be told what is meant.
 */
export function parseWhen(text: string, clock: Clock): Range | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  return parseLength(words) ?? parseSpan(words, clock);
}

function parseLength(words: string): Range | null {
  const token = words.replaceAll(" ", "-");
  if (isRangeToken(token)) return { kind: "relative", token };
  const match = /^(?:(?:the )?(?:last|past) )?(\d{1,6}) ?([a-z]+?)s?$/.exec(words);
  const single = /^(?:the )?(?:last|past) (minute|hour|day|year)$/.exec(words);
  const unit = units[match?.[2] ?? single?.[1] ?? ""];
  if (!unit) return null;
  const length = `${Number(match?.[1] ?? 1) * unit[1]}${unit[0]}`;
  return isRangeToken(length) ? { kind: "relative", token: length } : null;
}

function parseSpan(words: string, clock: Clock): Range | null {
  const since = /^(?:since|after) (.+)$/.exec(words)?.[1];
  if (since) return rangeOf(parsePoint(since, clock, null), "open", clock);
  const until = /^(?:until|before|till) (.+)$/.exec(words)?.[1];
  if (until) return rangeOf("open", parsePoint(until, clock, null), clock);
  const pair = /^(?:from |between )?(.+?) (?:to|until|till|and|-|–) (.+)$/.exec(words);
  if (pair) {
    const from = parsePoint(pair[1] ?? "", clock, null);
    return from && rangeOf(from, parsePoint(pair[2] ?? "", clock, from.day), clock);
  }
  const point = parsePoint(words, clock, null);
  if (point === null || point.second === null) return rangeOf(point, point, clock);
  return rangeOf(point, { ...point, second: point.second + secondsPerHour }, clock);
}

function rangeOf(
  from: Point | null | "open",
  to: Point | null | "open",
  { zone }: Clock,
): Range | null {
  if (from === null || to === null) return null;
  const range: Range = {
    kind: "absolute",
    from: from === "open" ? null : formatPoint(from, zone),
    to: to === "open" ? null : formatPoint(to, zone),
  };
  if (from === "open" || to === "open") return range;
  return orderOf(from, zone) <= orderOf(to, zone) ? range : null;
}

/** A bare date stays one: it means the whole day, whoever opens the link. */
function formatPoint({ day, second, date }: Point, zone: string): string {
  return second === null ? date : formatEdge(instantAt(day, second, zone));
}

function orderOf({ day, second }: Point, zone: string): bigint {
  return instantAt(day, second ?? 0, zone);
}
