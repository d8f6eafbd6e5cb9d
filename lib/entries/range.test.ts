import { describe, expect, it } from "vitest";
import { isRangeToken, parseEdge, type Range, resolveRange } from "@/lib/entries/range";

const now = new Date("2026-10-25T12:00:00.000Z");

function relative(token: string, zone = "UTC", at = now) {
  const range: Range = { kind: "relative", token };
  return resolveRange({ range }, at, zone);
}

function absolute(from: string | null, to: string | null, zone = "UTC") {
  const range: Range = { kind: "absolute", from, to };
  return resolveRange({ range }, now, zone);
}

describe("a relative range", () => {
  it("of a length ends in no time, so that nothing new is hidden", () => {
    expect(relative("15m")).toEqual({ from: "2026-10-25T11:45:00.000000Z", to: null });
    expect(relative("7d")).toEqual({ from: "2026-10-18T12:00:00.000000Z", to: null });
    expect(relative("3650d").from).toBe("2016-10-27T12:00:00.000000Z");
    expect(relative("all")).toEqual({ from: null, to: null });
  });

  it("of a day has 25 hours when the clock is set back", () => {
    expect(relative("today", "Europe/Berlin")).toEqual({
      from: "2026-10-24T22:00:00.000000Z",
      to: "2026-10-25T23:00:00.000000Z",
    });
    expect(relative("yesterday", "Europe/Berlin")).toEqual({
      from: "2026-10-23T22:00:00.000000Z",
      to: "2026-10-24T22:00:00.000000Z",
    });
  });

  it("follows the calendar of the zone, not of UTC", () => {
    const newYear = new Date("2027-01-01T03:00:00.000Z");
    expect(relative("today", "America/Chicago", newYear).from).toBe(
      "2026-12-31T06:00:00.000000Z",
    );
    expect(relative("last-month", "America/Chicago", newYear)).toEqual({
      from: "2026-11-01T05:00:00.000000Z",
      to: "2026-12-01T06:00:00.000000Z",
    });
    expect(relative("last-month", "UTC", newYear)).toEqual({
      from: "2026-12-01T00:00:00.000000Z",
      to: "2027-01-01T00:00:00.000000Z",
    });
  });

  it("of a week begins on Monday, of a quarter with its first month", () => {
    expect(relative("this-week")).toEqual({
      from: "2026-10-19T00:00:00.000000Z",
      to: "2026-10-26T00:00:00.000000Z",
    });
    expect(relative("this-quarter")).toEqual({
      from: "2026-10-01T00:00:00.000000Z",
      to: "2027-01-01T00:00:00.000000Z",
    });
    expect(relative("last-quarter")).toEqual({
      from: "2026-07-01T00:00:00.000000Z",
      to: "2026-10-01T00:00:00.000000Z",
    });
  });

  it.each(["36h", "90m", "3650d", "this-week"])("may be %s", (token) => {
    expect(isRangeToken(token)).toBe(true);
  });

  it.each(["0d", "07d", "3651d", "1w", "-1d", "7", "d", "tomorrow", ""])(
    "may not be '%s'",
    (token) => expect(isRangeToken(token)).toBe(false),
  );
});

describe("an absolute range", () => {
  it("takes a bare date as that whole day, at its end too", () => {
    expect(absolute("2024-01-01", "2024-01-31")).toEqual({
      from: "2024-01-01T00:00:00.000000Z",
      to: "2024-02-01T00:00:00.000000Z",
    });
    expect(absolute("2026-11-01", "2026-11-01", "America/Chicago")).toEqual({
      from: "2026-11-01T05:00:00.000000Z",
      to: "2026-11-02T06:00:00.000000Z",
    });
  });

  it("keeps a time exact to the microsecond, whatever its offset", () => {
    expect(absolute("2026-11-01T02:00:00.000001+02:00", "2026-11-01T00:00Z")).toEqual({
      from: "2026-11-01T00:00:00.000001Z",
      to: "2026-11-01T00:00:00.000000Z",
    });
  });

  it("neither gains nor loses an entry by digits finer than the log's clock", () => {
    expect(
      absolute("2026-11-01T00:00:00.0000001Z", "2026-11-01T00:00:01.9999999Z"),
    ).toEqual({
      from: "2026-11-01T00:00:00.000001Z",
      to: "2026-11-01T00:00:02.000000Z",
    });
  });

  it("may be open at either end", () => {
    expect(absolute(null, "2026-11-01").from).toBeNull();
    expect(absolute("2026-11-01", null).to).toBeNull();
  });

  it("reaches to the last day of the calendar", () => {
    expect(parseEdge("9999-12-31")).toBe("9999-12-31");
    expect(absolute("0001-01-01", "9999-12-31", "Asia/Tokyo")).toEqual({
      from: "0001-01-01T00:00:00.000000Z",
      to: "9999-12-31T15:00:00.000000Z",
    });
  });
});
