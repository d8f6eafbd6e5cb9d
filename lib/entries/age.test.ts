import { describe, expect, it } from "vitest";
import { describeAgo, describeSpan } from "@/lib/entries/age";

const at = "2026-11-21T13:53:02.118204Z";
const now = Date.parse("2026-11-21T14:02:11Z");

describe("the age of an entry", () => {
  it("is relative for a day and a date from then on", () => {
    expect(describeAgo(at, now)).toBe("9 min ago");
    expect(describeAgo("2026-11-21T14:02:30Z", now)).toBe("just now");
    expect(describeAgo("2026-11-20T14:02:12Z", now)).toBe("23 h ago");
    expect(describeAgo("2026-11-20T14:02:11Z", now)).toBeNull();
  });

  it("tells a span in its two largest units", () => {
    expect(describeSpan(861_000)).toBe("14 min 21 s");
    expect(describeSpan(-3_600_000)).toBe("1 h");
    expect(describeSpan(400 * 86_400_000 + 5_000)).toBe("400 d");
    expect(describeSpan(0)).toBe("0 s");
  });
});
