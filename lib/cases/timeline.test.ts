import { describe, expect, test } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { formatWallTime, type Note, type Pin, parseWallTime } from "./model";
import { describeDuration, listHappenings, measureCase } from "./timeline";

const author = { type: "user" as const, id: "u", email: null, name: "Ann", role: null };
const pin = (entryId: string, idx: number): Pin => {
  return { entryId, idx, author, pinnedAt: new Date() };
};
const entry = (id: string, recorded_at: string) => ({ id, recorded_at }) as Entry;
const note = (number: number, at: string): Note => {
  return { number, happenedAt: new Date(at), note: "n", author, createdAt: new Date() };
};

test("entries and notes stand in the order in which they happened, what is gone at the end", () => {
  const told = listHappenings(
    [pin("gone", 1), pin("late", 9), pin("early", 2)],
    [entry("late", "2026-01-05T10:00:00Z"), entry("early", "2026-01-05T08:00:00Z")],
    [note(1, "2026-01-05T09:00:00Z"), note(2, "2026-01-05T07:00:00Z")],
  );
  expect(
    told.map((one) => (one.kind === "note" ? one.note.number : one.pin.entryId)),
  ).toEqual([2, "early", 1, "late", "gone"]);
  expect(told.at(-1)?.kind).toBe("gone");
});

describe("how long it took", () => {
  const at = (text: string) => new Date(text);

  test("to notice and to fix is told in its two largest units", () => {
    expect(
      measureCase({
        beganAt: at("2026-01-05T08:00:00Z"),
        detectedAt: at("2026-01-07T12:35:00Z"),
        fixedAt: at("2026-01-07T13:10:00Z"),
      }),
    ).toEqual({ toDetect: "2 days 4 hours", toFix: "35 minutes" });
    expect(describeDuration(59_999)).toBe("less than a minute");
  });

  test("is not told where a moment is not known", () => {
    const beganAt = at("2026-01-05T08:00:00Z");
    expect(measureCase({ beganAt, detectedAt: null, fixedAt: at("2026-01-06") })).toEqual(
      {
        toDetect: null,
        toFix: null,
      },
    );
  });
});

describe("a time by the wall clock of a zone", () => {
  test("is read and written the same, summer and winter", () => {
    for (const text of ["2026-01-05T08:30", "2026-07-05T23:59", "2026-10-25T00:00"]) {
      const moment = parseWallTime(text, "Europe/Berlin");
      expect(moment && formatWallTime(moment, "Europe/Berlin")).toBe(text);
    }
    expect(parseWallTime("2026-07-05T12:00", "Europe/Berlin")?.toISOString()).toBe(
      "2026-07-05T10:00:00.000Z",
    );
  });

  test("that is none is refused", () => {
    for (const text of [
      "",
      "yesterday",
      "2026-13-01T00:00",
      "2026-01-01T24:00",
      "2026-01-01",
    ]) {
      expect(parseWallTime(text, "UTC")).toBeNull();
    }
  });
});
