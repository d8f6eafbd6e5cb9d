import { describe, expect, it } from "vitest";
import type { Rhythm } from "./model";
import { findNextRun, listNextRuns } from "./next-run";

const daily: Rhythm = {
  cadence: "daily",
  weekday: 0,
  monthday: 1,
  localTime: "07:00",
  zone: "Europe/London",
};
const next = (rhythm: Partial<Rhythm>, after: string) =>
  findNextRun({ ...daily, ...rhythm }, new Date(after)).toISOString();

describe("the next run of a schedule", () => {
  it("is at its local time, in summer and in winter", () => {
    expect(next({}, "2026-07-01T12:00:00Z")).toBe("2026-07-02T06:00:00.000Z");
    expect(next({}, "2026-12-01T06:59:59Z")).toBe("2026-12-01T07:00:00.000Z");
    expect(next({}, "2026-12-01T07:00:00Z")).toBe("2026-12-02T07:00:00.000Z");
  });

  it("is later by the hour that the clock skips", () => {
    const skipped = { localTime: "01:30" };
    expect(next(skipped, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
    expect(next(skipped, "2026-03-29T12:00:00Z")).toBe("2026-03-30T00:30:00.000Z");
  });

  it("is once where its time comes twice, the first time", () => {
    const runs = listNextRuns(
      { ...daily, localTime: "01:30" },
      new Date("2026-10-24T12:00:00Z"),
      2,
    );
    expect(runs.map((run) => run.toISOString())).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  it("is on its weekday, by the calendar of its zone", () => {
    const weekly = { cadence: "weekly", weekday: 0, zone: "Pacific/Auckland" } as const;
    expect(next(weekly, "2026-11-22T18:30:00Z")).toBe("2026-11-29T18:00:00.000Z");
    expect(next(weekly, "2026-11-22T17:30:00Z")).toBe("2026-11-22T18:00:00.000Z");
  });

  it("is on the last day of a month that has not its day", () => {
    const monthly = { cadence: "monthly", monthday: 31, zone: "UTC" } as const;
    const runs = listNextRuns(
      { ...daily, ...monthly },
      new Date("2027-01-31T08:00:00Z"),
      3,
    );
    expect(runs.map((run) => run.toISOString().slice(0, 10))).toEqual([
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
    ]);
  });
});
