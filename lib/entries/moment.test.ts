import { describe, expect, it } from "vitest";
import { describeDays, describeMoment, describeZone } from "@/lib/entries/moment";

const at = "2026-11-21T13:53:02.118204Z";
const now = Date.parse("2026-11-21T14:02:11Z");

describe("a moment", () => {
  it("is shown on the clock of the reader's zone, to the sender's last digit", () => {
    expect(describeMoment(at, "America/Chicago")).toEqual({
      day: "21 Nov 2026",
      shortDay: "21 Nov",
      year: "2026",
      clock: "07:53:02",
      preciseClock: "07:53:02.118",
      zoneName: "CST",
      iso: "2026-11-21T07:53:02.118204-06:00",
    });
  });

  it("names the summer clock and a September in ISO form", () => {
    const summer = describeMoment("2026-09-01T23:30:00Z", "Europe/London");
    expect(summer.day).toMatch(/^2 Sept? 2026$/);
    expect(summer.zoneName).toBe("BST");
    expect(summer.iso).toBe("2026-09-02T00:30:00+01:00");
  });
});

describe("a range", () => {
  it("names the days it touches, the exclusive end left out", () => {
    const week = { from: "2026-11-14T00:00:00Z", to: "2026-11-21T00:00:00Z" };
    expect(describeDays(week, now, "UTC")).toBe("14–20 Nov 2026");
  });

  it("ends now when its end is open or still to come", () => {
    const open = { from: "2026-11-14T14:02:11Z", to: null };
    expect(describeDays(open, now, "UTC")).toBe("14–21 Nov 2026");
    expect(describeDays({ ...open, to: "2027-01-01T00:00:00Z" }, now, "UTC")).toBe(
      "14–21 Nov 2026",
    );
    expect(describeDays({ from: null, to: null }, now, "UTC")).toBe("all time");
  });

  it("prints its zone with the offset of the day", () => {
    expect(describeZone("Europe/London", now)).toBe("Europe/London (UTC+0)");
    expect(describeZone("Asia/Kolkata", now)).toBe("Asia/Kolkata (UTC+5:30)");
    expect(describeZone("UTC", now)).toBe("UTC");
  });
});
