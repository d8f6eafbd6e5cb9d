import { describe, expect, it } from "vitest";
import type { Range } from "@/lib/entries/range";
import { parseWhen } from "@/lib/entries/when";

/** A Wednesday. */
const clock = { now: new Date("2026-11-25T14:05:30Z"), zone: "Europe/Berlin" };

function show(range: Range | null): string | null {
  if (range === null) return null;
  return range.kind === "relative" ? range.token : `${range.from} .. ${range.to}`;
}

describe("a time as people type it", () => {
  it.each([
    ["last 36h", "36h"],
    ["36 hours", "36h"],
    ["Past 2 weeks", "14d"],
    ["last hour", "1h"],
    ["90 min", "90m"],
    ["7d", "7d"],
    ["last month", "last-month"],
    ["This  Quarter", "this-quarter"],
    ["last night", "last-night"],
    ["all", "all"],
    ["since tuesday", "2026-11-24 .. null"],
    ["since wednesday", "2026-11-25 .. null"],
    ["since thu 9am", "2026-11-19T08:00Z .. null"],
    ["until 14 nov", "null .. 2026-11-14"],
    ["14 nov 9:00 to 11:30", "2026-11-14T08:00Z .. 2026-11-14T10:30Z"],
    ["14 nov", "2026-11-14 .. 2026-11-14"],
    ["dec 24", "2025-12-24 .. 2025-12-24"],
    ["24 December 2024 - 2 Jan 2025", "2024-12-24 .. 2025-01-02"],
    ["from 2026-11-01 to 2026-11-08", "2026-11-01 .. 2026-11-08"],
    ["2026-11-01 09:30 to now", "2026-11-01T08:30Z .. 2026-11-25T14:05:30Z"],
    ["between yesterday noon and today 2pm", "2026-11-24T11:00Z .. 2026-11-25T13:00Z"],
    ["14 nov 9:00", "2026-11-14T08:00Z .. 2026-11-14T09:00Z"],
    ["25 oct 2026 2:30 to 3:30", "2026-10-25T00:30Z .. 2026-10-25T02:30Z"],
  ])("'%s' is %s", (text, expected) => {
    expect(show(parseWhen(text, clock))).toBe(expected);
  });

  it.each(["", "soon", "31 feb", "last 9999999 days", "14 nov to 12 nov", "25:00"])(
    "'%s' cannot be told",
    (text) => {
      expect(parseWhen(text, clock)).toBeNull();
    },
  );
});
