import { describe, expect, it } from "vitest";
import { countDue, measureCoverage } from "./coverage";

const plan = {
  area: "range=all&client=acme",
  cadence: "quarter",
  startsOn: "2026-01-15",
} as const;
const at = { now: new Date("2026-11-26T08:00:00Z"), zone: "Europe/London" };

const signed = (id: string, from: string, to: string, area: string = plan.area) => ({
  id,
  area,
  rangeFrom: from,
  rangeTo: to,
  signedAt: new Date(to),
});

describe("the coverage of a plan", () => {
  it("shows every period since it began, the last one still running", () => {
    const cells = measureCoverage(plan, [], at);
    expect(cells.map(({ label, state }) => `${label} ${state}`)).toEqual([
      "Q1 2026 missed",
      "Q2 2026 missed",
      "Q3 2026 due",
      "Q4 2026 running",
    ]);
    expect(countDue(cells)).toBe(3);
  });

  it("counts a period as reviewed when signed reviews together leave nothing open", () => {
    const cells = measureCoverage(
      plan,
      [
        signed("a", "2026-06-30T23:00:00.000000Z", "2026-08-15T00:00:00.000000Z"),
        signed("b", "2026-08-15T00:00:00.000000Z", "2026-10-02T00:00:00.000000Z"),
      ],
      at,
    );
    expect(cells[2]).toMatchObject({
      state: "reviewed",
      gaps: [],
      reviewIds: ["a", "b"],
    });
  });

  it("names the gap that reviews leave, by the day of the organization", () => {
    const cells = measureCoverage(
      plan,
      [signed("a", "2026-07-01T00:00:00.000000Z", "2026-09-01T00:00:00.000000Z")],
      at,
    );
    expect(cells[2]).toMatchObject({
      state: "partly",
      gaps: [
        { from: "2026-06-30T23:00:00.000000Z", to: "2026-07-01T00:00:00.000000Z" },
        { from: "2026-09-01T00:00:00.000000Z", to: "2026-09-30T23:00:00.000000Z" },
      ],
    });
  });

  it("counts neither another area's reviews nor those nobody signed", () => {
    const [from, to] = ["2026-01-01T00:00:00.000000Z", "2026-12-01T00:00:00.000000Z"];
    const open = { ...signed("b", from, to), signedAt: null };
    const cells = measureCoverage(plan, [signed("a", from, to, "range=all"), open], at);
    expect(countDue(cells)).toBe(3);
  });

  it("looks back eight periods, however long ago it began", () => {
    const months = { ...plan, cadence: "month", startsOn: "2019-03-01" } as const;
    const cells = measureCoverage(months, [], at);
    expect(cells).toHaveLength(8);
    expect(cells[0]).toMatchObject({
      label: "Apr 2026",
      firstDay: "2026-04-01",
      lastDay: "2026-04-30",
    });
  });
});
