/** One instant as the reader's zone shows it. */
export type Moment = {
  /** 21 Nov 2026 */
  day: string;
  /** 21 Nov */
  shortDay: string;
  year: string;
  /** 13:53:02 */
  clock: string;
  /** 13:53:02.118 */
  preciseClock: string;
  /** GMT, BST, CST or GMT+3 */
  zoneName: string;
  /** 2026-11-21T13:53:02.118204+00:00 */
  iso: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

export function describeMoment(instant: string, zone: string): Moment {
  const date = new Date(instant);
  const parts = readParts(date, zone);
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? "";
  const clock = `${parts.hour}:${parts.minute}:${parts.second}`;
  const shortDay = `${Number(parts.day)} ${parts.month}`;
  const isoDay = `${parts.year?.padStart(4, "0")}-${monthNumber(parts.month)}-${parts.day}`;
  const isoFraction = fraction === "" ? "" : `.${fraction}`;
  return {
    day: `${shortDay} ${parts.year}`,
    shortDay,
    year: parts.year ?? "",
    clock,
    preciseClock: `${clock}.${fraction.slice(0, 3).padEnd(3, "0")}`,
    zoneName: nameZone(date, zone),
    iso: `${isoDay}T${clock}${isoFraction}${offsetOf(date, zone)}`,
  };
}

/** A day and its clock on one line: "5 Jan 2026 08:00:00". */
export function describeTime(moment: Date | string, zone: string): string {
  const instant = typeof moment === "string" ? moment : moment.toISOString();
  const { day, clock } = describeMoment(instant, zone);
  return `${day} ${clock}`;
}

/** The days a range touches: "14–21 Nov 2026", "30 Oct – 2 Nov 2026". `to` is exclusive. */
export function describeDays(
  range: { from: string | null; to: string | null },
  now: number,
  zone: string,
): string {
  const last = range.to === null ? now : Date.parse(range.to) - 1;
  const end = new Date(Math.min(last, now));
  const day = formatterOf(zone, { day: "numeric", month: "short", year: "numeric" });
  if (range.from === null) {
    return range.to === null ? "all time" : `until ${day.format(end)}`;
  }
  const start = new Date(range.from);
  if (start > end) return day.format(start);
  return day
    .formatRange(start, end)
    .replace(/\u2009/g, " ")
    .replace(/^(\d+) – (?=\d)/, "$1–");
}

/** "Europe/London (UTC+0)" as the zone stands at that time. */
export function describeZone(zone: string, now: number): string {
  const [, sign, hours = "", minutes = ""] =
    /([+-])(\d\d):(\d\d)/.exec(offsetOf(new Date(now), zone)) ?? [];
  const rest = minutes === "00" ? "" : `:${minutes}`;
  const offset = `UTC${sign}${Number(hours)}${rest}`;
  return zone === "UTC" ? "UTC" : `${zone} (${offset})`;
}

function readParts(date: Date, zone: string): Record<string, string> {
  const parts = formatterOf(zone, {
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function offsetOf(date: Date, zone: string): string {
  const name = readZone(date, zone, { locale: "en-GB", style: "longOffset" });
  return name === "GMT" ? "+00:00" : name.replace("GMT", "").slice(0, 6);
}

/** Each English knows the short names of its own zones only. */
function nameZone(date: Date, zone: string): string {
  const british = readZone(date, zone, { locale: "en-GB", style: "short" });
  if (!/^GMT[+-]/.test(british)) return british;
  return readZone(date, zone, { locale: "en-US", style: "short" });
}

function readZone(
  date: Date,
  zone: string,
  { locale, style }: { locale: string; style: "short" | "longOffset" },
): string {
  const parts = formatterOf(zone, { timeZoneName: style }, locale).formatToParts(date);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

function monthNumber(month: string | undefined): string {
  const at = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf((month ?? "").slice(0, 3));
  return String(at / 3 + 1).padStart(2, "0");
}

/** Making a formatter costs a thousand times what using it does. */
function formatterOf(
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  locale = "en-GB",
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.keys(options)} ${options.timeZoneName}`;
  const known = formatters.get(key);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formatters.set(key, formatter);
  return formatter;
}
