import { describe, expect, it } from "vitest";
import { listQuarters, nextQuarter, resolvePeriod } from "./period";

describe("the period of a pack", () => {
  it("is a quarter by the clocks of the zone it is told in", () => {
    const choice = { period: "2026-Q3", from: "", to: "" };
    expect(resolvePeriod(choice, "Europe/London")).toEqual({
      name: "Q3 2026",
      from: "2026-06-30T23:00:00.000000Z",
      to: "2026-09-30T23:00:00.000000Z",
    });
    expect(resolvePeriod(choice, "UTC")?.from).toBe("2026-07-01T00:00:00.000000Z");
  });

  it("is whole days where days are given, the last one included", () => {
    const choice = { period: "custom", from: "2026-02-01", to: "2026-02-28" };
    expect(resolvePeriod(choice, "UTC")).toEqual({
      name: "2026-02-01 to 2026-02-28",
      from: "2026-02-01T00:00:00.000000Z",
      to: "2026-03-01T00:00:00.000000Z",
    });
  });

  it.each([
    { period: "2026-Q5", from: "", to: "" },
    { period: "0000-Q1", from: "", to: "" },
    { period: "custom", from: "2026-02-02", to: "2026-02-01" },
    { period: "custom", from: "2026-02-30", to: "2026-03-01" },
    { period: "", from: "", to: "" },
  ])("is nothing where it means nothing: $period $from $to", (choice) => {
    expect(resolvePeriod(choice, "UTC")).toBeNull();
  });

  it("leads to the next quarter, over the year's end", () => {
    expect(nextQuarter("2026-Q3")).toBe("2026-Q4");
    expect(nextQuarter("2026-Q4")).toBe("2027-Q1");
    expect(nextQuarter("custom")).toBeNull();
  });

  it("is offered newest first", () => {
    const quarters = listQuarters(new Date("2026-01-01T00:30:00Z"), "America/New_York");
    expect(quarters.slice(0, 2)).toEqual(["2025-Q4", "2025-Q3"]);
  });
});
