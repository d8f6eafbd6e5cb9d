import type { JsonValue } from "@/lib/proof/json-value";

const clock = /(\d\d):(\d\d)(?::(\d\d)(?:[.,]?(\d+))?)?/;
const zone = /\s*(Z|UTC|[+-]\d\d:?\d\d)?/;
const stamp = new RegExp(
  `^(\\d{4})-(\\d\\d)-(\\d\\d)[T ]${clock.source}${zone.source}$`,
  "i",
);
const bareDate = /^\d{4}-\d\d-\d\d$/;
const epoch = /^\d{9,19}(\.\d+)?$/;

/**
 * The powers of ten at which a count since 1970 stops being seconds, then
 * milliseconds...
 */
const epochUnits: { below: number; perSecond: number }[] = [
  { below: 1e11, perSecond: 1 },
  { below: 1e14, perSecond: 1e3 },
  { below: 1e17, perSecond: 1e6 },
  { below: 1e20, perSecond: 1e9 },
];

/** RFC 3339 in UTC with at most microseconds, or null when it cannot be read safely. */
export function occurredAt(value: JsonValue | undefined): string | null {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (epoch.test(text)) return fromEpoch(Number(text));
  if (bareDate.test(text)) return fromStamp(`${text}T00:00:00Z`);
  return fromStamp(text);
}

function fromEpoch(count: number): string | null {
  const unit = epochUnits.find(({ below }) => count < below);
  if (unit === undefined || count <= 0) return null;
  const seconds = Math.floor(count / unit.perSecond);
  const rest = (count - seconds * unit.perSecond) / unit.perSecond;
  const micros = Math.min(999_999, Math.round(rest * 1e6));
  return format(seconds * 1000, String(micros).padStart(6, "0"));
}

function fromStamp(text: string): string | null {
  const parts = stamp.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "00", fraction = "", offset = "Z"] =
    parts;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant) || new Date(instant).getUTCDate() !== Number(day))
    return null;
  return format(instant - zoneMilliseconds(offset), fraction);
}

function zoneMilliseconds(offset: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === "-" ? -minutes : minutes) * 60_000;
}

function format(milliseconds: number, fraction: string): string | null {
  const instant = new Date(milliseconds);
  const year = instant.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) return null;
  const seconds = instant.toISOString().slice(0, 19);
  const digits = fraction.slice(0, 6).replace(/0+$/, "");
  return digits === "" ? `${seconds}Z` : `${seconds}.${digits}Z`;
}
