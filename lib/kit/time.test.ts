import { describe, expect, it } from "vitest";
import { formatInstant, instantOf, parseInstant } from "@/lib/kit/time";

function reprint(text: string, rounding?: "up"): string | null {
  const instant = parseInstant(text, rounding);
  return instant === null ? null : formatInstant(instant);
}

describe("an instant", () => {
  it("keeps the microseconds that a Date would lose", () => {
    expect(reprint("2026-01-02T01:04:05.000006Z")).toBe("2026-01-02T01:04:05.000006Z");
  });

  it("is the same moment in whatever offset it was written", () => {
    expect(reprint("2026-11-01T02:30:00.25+05:30")).toBe("2026-10-31T21:00:00.250000Z");
    expect(reprint("2026-10-31T23:00-03:00")).toBe("2026-11-01T02:00:00.000000Z");
  });

  it("cuts finer digits off, or rounds them up where it is the edge of a range", () => {
    expect(reprint("2026-01-01T23:59:59.999999500Z")).toBe("2026-01-01T23:59:59.999999Z");
    expect(reprint("2026-01-01T23:59:59.999999001Z", "up")).toBe(
      "2026-01-02T00:00:00.000000Z",
    );
    expect(reprint("2026-01-01T00:00:00.123456Z", "up")).toBe(
      "2026-01-01T00:00:00.123456Z",
    );
  });

  it("before 1970 keeps its microseconds too", () => {
    expect(reprint("1969-12-31T23:59:59.999999Z")).toBe("1969-12-31T23:59:59.999999Z");
    expect(reprint("0050-02-28T00:00:00Z")).toBe("0050-02-28T00:00:00.000000Z");
  });

  it.each([
    "2026-02-30T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00",
    "2026-01-01",
    "2026-01-01T00:00:00+16:00",
    "0000-01-01T00:00:00Z",
    "yesterday",
  ])("is not read from %s", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("outside the years the log can show has no text", () => {
    const last = parseInstant("9999-12-31T23:00:00-08:00");
    expect(last === null ? "unread" : formatInstant(last)).toBeNull();
    const first = parseInstant("0001-01-01T00:00:00+08:00");
    expect(first === null ? "unread" : formatInstant(first)).toBeNull();
  });

  it("comes from a Date without change", () => {
    const date = new Date("2026-11-21T10:00:00.123Z");
    expect(formatInstant(instantOf(date))).toBe("2026-11-21T10:00:00.123000Z");
  });
});
