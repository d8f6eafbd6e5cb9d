import { describe, expect, it } from "vitest";
import { formatInstant } from "@/lib/kit/time";
import {
  addDays,
  addMonths,
  dayAt,
  formatDay,
  isZone,
  parseDay,
  startOfDay,
  weekdayOf,
} from "@/lib/kit/zone";

function startOf(text: string, zone: string): string | null {
  const day = parseDay(text);
  return day === null ? null : formatInstant(startOfDay(day, zone));
}

describe("a day in a zone", () => {
  it("starts at its own midnight on both sides of a change of the clock", () => {
    expect(startOf("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00.000000Z");
    expect(startOf("2026-10-26", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000000Z");
    expect(startOf("2026-11-01", "America/Chicago")).toBe("2026-11-01T05:00:00.000000Z");
    expect(startOf("2026-11-02", "America/Chicago")).toBe("2026-11-02T06:00:00.000000Z");
    expect(startOf("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000000Z");
    expect(startOf("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000000Z");
  });

  it("starts when the clock jumps, where there is no midnight", () => {
    expect(startOf("2018-11-04", "America/Sao_Paulo")).toBe(
      "2018-11-04T03:00:00.000000Z",
    );
  });

  it("starts at the first midnight, where there are two", () => {
    expect(startOf("2025-11-02", "America/Havana")).toBe("2025-11-02T04:00:00.000000Z");
  });

  it("is what the wall calendar shows", () => {
    const moment = new Date("2026-10-25T23:30:00Z");
    expect(formatDay(dayAt(moment, "UTC"))).toBe("2026-10-25");
    expect(formatDay(dayAt(moment, "Europe/Berlin"))).toBe("2026-10-26");
    expect(formatDay(dayAt(moment, "Pacific/Honolulu"))).toBe("2026-10-25");
  });

  it("in old years starts where the same calendar says", () => {
    expect(startOf("0050-02-28", "UTC")).toBe("0050-02-28T00:00:00.000000Z");
  });
});

describe("the calendar", () => {
  it("counts days and months over the ends of years", () => {
    expect(formatDay(addDays({ year: 2026, month: 12, day: 31 }, 1))).toBe("2027-01-01");
    expect(formatDay(addMonths({ year: 2026, month: 1, day: 31 }, -1))).toBe(
      "2025-12-01",
    );
    expect(formatDay(addDays({ year: 2028, month: 3, day: 1 }, -1))).toBe("2028-02-29");
  });

  it("begins its weeks on Monday", () => {
    expect(weekdayOf({ year: 2026, month: 11, day: 23 })).toBe(0);
    expect(weekdayOf({ year: 2026, month: 11, day: 22 })).toBe(6);
  });

  it.each(["2026-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "2026-00-10"])(
    "has no %s",
    (text) => expect(parseDay(text)).toBeNull(),
  );

  it("knows which zones exist", () => {
    expect(isZone("America/Chicago")).toBe(true);
    expect(isZone("Mars/Olympus")).toBe(false);
    expect(isZone("")).toBe(false);
  });
});
