/** Microseconds since 1970 UTC: what the log's clock counts, exact where Date is not. */
export type Instant = bigint;

const pattern =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d:\d\d)$/;
const microsPerMillisecond = 1_000n;
const nanosPerMicro = 1_000n;

/**
 * Reads an RFC 3339 date and time (the seconds may be left out), or null. Digits below a
 * microsecond are cut off, as PostgreSQL's column was filled; `up` keeps a bound exact.
 */
export function parseInstant(
  text: string,
  rounding: "down" | "up" = "down",
): Instant | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, date = "", clock = "", seconds = "00", fraction = "", offset = "Z"] = match;
  const wall = parseWallClock(`${date}T${clock}:${seconds}`);
  const shift = parseOffset(offset);
  if (wall === null || shift === null) return null;
  const nanos = BigInt(fraction.padEnd(9, "0"));
  const micros = (nanos + (rounding === "up" ? nanosPerMicro - 1n : 0n)) / nanosPerMicro;
  return BigInt(wall - shift) * microsPerMillisecond + micros;
}

/** The form of `recorded_at`: texts sort as times do. Null beyond years of four digits. */
export function formatInstant(instant: Instant): string | null {
  const micros = ((instant % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((instant - micros) / microsPerMillisecond));
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  if (!/^\d{4}-/.test(text) || text.startsWith("0000")) return null;
  return `${text.slice(0, 19)}.${String(micros).padStart(6, "0")}Z`;
}

/** What is finer than a millisecond is cut off. */
export function dateOf(instant: Instant): Date {
  return new Date(Number(instant / microsPerMillisecond));
}

export function instantOf(date: Date): Instant {
  return BigInt(date.getTime()) * microsPerMillisecond;
}

/** Date.parse rolls the 30th of February over; that day does not exist. */
function parseWallClock(text: string): number | null {
  const milliseconds = Date.parse(`${text}Z`);
  if (Number.isNaN(milliseconds) || text.startsWith("0000")) return null;
  return new Date(milliseconds).toISOString().startsWith(text) ? milliseconds : null;
}

function parseOffset(text: string): number | null {
  if (text.length === 1) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 15 || minutes > 59) return null;
  const milliseconds = (hours * 60 + minutes) * 60_000;
  return text.startsWith("-") ? -milliseconds : milliseconds;
}
