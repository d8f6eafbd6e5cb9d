import { describe, expect, it } from "vitest";
import type { Range } from "@/lib/entries/range";
import { isRangeToken } from "@/lib/entries/range";
import { describeRangeWords, offeredRanges } from "@/lib/entries/range-words";

describe("a range in words", () => {
  it.each([
    ["7d", "Last 7 days"],
    ["1h", "Last hour"],
    ["36h", "Last 36 hours"],
    ["last-night", "Last night"],
    ["all", "All time"],
  ])("%s is %s", (token, words) => {
    expect(describeRangeWords({ kind: "relative", token }, "UTC")).toBe(words);
  });

  it.each([
    ["2026-11-14", "2026-11-21", "14 Nov 2026 – 21 Nov 2026"],
    ["2026-11-14", "2026-11-14", "14 Nov 2026"],
    ["2026-11-14T08:00Z", "2026-11-14T10:30Z", "14 Nov 2026 09:00 – 11:30"],
    ["2026-11-14T08:00Z", null, "Since 14 Nov 2026 09:00"],
    [null, "2026-11-14", "Until 14 Nov 2026"],
  ])("from %s to %s is %s", (from, to, words) => {
    const range: Range = { kind: "absolute", from, to };
    expect(describeRangeWords(range, "Europe/Berlin")).toBe(words);
  });

  it("is offered only where it is one", () => {
    for (const token of offeredRanges) expect(isRangeToken(token)).toBe(true);
  });
});
