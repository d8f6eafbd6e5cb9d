import { describe, expect, it } from "vitest";
import { readFormChange } from "./form";
import {
  defaultColumns,
  defaultPreferences,
  formatColumns,
  moveColumn,
  parseColumns,
  readPreferences,
} from "./model";

function changeOf(fields: Record<string, string>, known = defaultPreferences) {
  return readFormChange((name) => fields[name] ?? "", known);
}

describe("stored preferences", () => {
  it("are the defaults until somebody chose", () => {
    expect(readPreferences(undefined)).toEqual(defaultPreferences);
  });

  it("keep what can be used and drop what this version does not know", () => {
    const stored = { density: "compact", zone: "Mars/Base", columns: ["when", "shoe"] };
    expect(readPreferences({ ...stored, colour: "red" })).toEqual({
      ...defaultPreferences,
      density: "compact",
    });
  });
});

describe("columns", () => {
  it("stand in an address as a list, and come back from it", () => {
    expect(parseColumns(formatColumns(defaultColumns))).toEqual(defaultColumns);
  });

  it.each(["", "when,when", "when,shoe", "WHEN"])("%o names no columns", (text) => {
    expect(parseColumns(text)).toBeNull();
  });

  it("move by one place and stay at the ends", () => {
    expect(moveColumn(["when", "who", "ip"], "ip", -1)).toEqual(["when", "ip", "who"]);
    expect(moveColumn(["when", "who"], "when", -1)).toEqual(["when", "who"]);
    expect(moveColumn(["when", "who"], "who", 1)).toEqual(["when", "who"]);
  });
});

describe("a preferences form", () => {
  it("changes only what it holds", () => {
    expect(changeOf({ density: "compact" })).toEqual({ density: "compact" });
    expect(changeOf({ shortcuts: "off", dock: "on" })).toEqual({
      shortcuts: false,
      dock: true,
    });
  });

  it("shows, hides and moves single columns", () => {
    const known = { ...defaultPreferences, columns: ["when", "who"] as const };
    expect(changeOf({ toggle: "ip" }, known).columns).toEqual(["when", "who", "ip"]);
    expect(changeOf({ toggle: "who" }, known).columns).toEqual(["when"]);
    expect(changeOf({ up: "who" }, known).columns).toEqual(["who", "when"]);
    expect(changeOf({ down: "when" }, known).columns).toEqual(["who", "when"]);
  });

  it("never hides the last column, and can bring the first ones back", () => {
    const known = { ...defaultPreferences, columns: ["ip"] as const };
    expect(changeOf({ toggle: "ip" }, known).columns).toEqual(["ip"]);
    expect(changeOf({ reset: "1" }, known).columns).toEqual(defaultColumns);
  });
});
