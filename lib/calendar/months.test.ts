import { expect, it } from "vitest";
import { listDays } from "./months";

it("a month and the next are told day by day, in the reader's zone, also where a clock changes", () => {
  const found = listDays("2026-10", "Europe/London");
  expect(found?.days).toHaveLength(61);
  expect(found?.edges).toHaveLength(62);
  expect(found?.edges[0]).toBe("2026-09-30T23:00:00.000000Z");
  expect(found?.edges[25]).toBe("2026-10-26T00:00:00.000000Z");
  expect(found?.days.at(-1)).toBe("2026-11-30");
});

it("what is no month has no days", () => {
  expect(listDays("2026-13", "UTC")).toBeNull();
  expect(listDays("", "UTC")).toBeNull();
});
