import { describe, expect, it } from "vitest";
import { type Choices, defaultChoices, endOfQuiet, howFor, lastDigest } from "./model";

const at = (text: string) => new Date(text);
const quiet = (from: string, to: string): Choices => {
  return { ...defaultChoices, quiet: { from, to } };
};
const zone = "Europe/Berlin";

describe("quiet hours", () => {
  it("over midnight end in the morning, before and after it", () => {
    const night = quiet("22:00", "07:00");
    const end = "2026-01-06T06:00:00.000Z";
    expect(endOfQuiet(night, at("2026-01-05T21:30:00Z"), zone)?.toISOString()).toBe(end);
    expect(endOfQuiet(night, at("2026-01-06T03:00:00Z"), zone)?.toISOString()).toBe(end);
    expect(endOfQuiet(night, at("2026-01-06T06:00:00Z"), zone)).toBeNull();
    expect(endOfQuiet(night, at("2026-01-05T20:59:59Z"), zone)).toBeNull();
  });

  it("end by the clock of the wall where it is changed in between", () => {
    const night = quiet("22:00", "07:00");
    expect(endOfQuiet(night, at("2026-03-28T22:00:00Z"), zone)?.toISOString()).toBe(
      "2026-03-29T05:00:00.000Z",
    );
  });

  it("within a day end on that day, and of no length never hold", () => {
    const noon = quiet("12:00", "13:00");
    expect(endOfQuiet(noon, at("2026-01-05T11:30:00Z"), zone)?.toISOString()).toBe(
      "2026-01-05T12:00:00.000Z",
    );
    expect(
      endOfQuiet(quiet("12:00", "12:00"), at("2026-01-05T11:00:00Z"), zone),
    ).toBeNull();
    expect(endOfQuiet(defaultChoices, at("2026-01-05T11:00:00Z"), zone)).toBeNull();
  });
});

it("a digest was last due at eight in the morning, today or yesterday", () => {
  expect(lastDigest(at("2026-01-05T07:00:00Z"), zone).toISOString()).toBe(
    "2026-01-05T07:00:00.000Z",
  );
  expect(lastDigest(at("2026-01-05T06:59:59Z"), zone).toISOString()).toBe(
    "2026-01-04T07:00:00.000Z",
  );
});

it("an integrity warning comes at once, whatever was chosen", () => {
  const by = {
    alert: "off",
    export: "off",
    pack: "off",
    feed: "off",
    ticket: "off",
  } as const;
  expect(howFor({ by, quiet: null }, "integrity")).toBe("now");
  expect(howFor({ by, quiet: null }, "alert")).toBe("off");
});
