import { expect, it } from "vitest";
import { listLastDays } from "./days";

it("the last days end with today in the reader's zone, also where a clock changes", () => {
  const now = new Date("2026-10-26T12:00:00Z");
  expect(listLastDays(now, "Europe/London", 3)).toEqual({
    days: ["2026-10-24", "2026-10-25", "2026-10-26"],
    edges: [
      "2026-10-23T23:00:00.000000Z",
      "2026-10-24T23:00:00.000000Z",
      "2026-10-26T00:00:00.000000Z",
      "2026-10-27T00:00:00.000000Z",
    ],
  });
});
