import { describe, expect, it } from "vitest";
import { clientAdd } from "./client-add";
import {
  type Given,
  optionalCount,
  optionalMoment,
  readArguments,
  requireText,
} from "./command";
import { importFile } from "./import";

function given(values: Given["values"]): Given {
  return { values, positionals: [] };
}

describe("the words after a command", () => {
  it("are options, and a file only where there can be one", () => {
    const read = readArguments(importFile, ["-", "--org", "acme", "--as=okta", "--json"]);
    expect(read.positionals).toEqual(["-"]);
    expect({ ...read.values }).toEqual({ org: "acme", as: "okta", json: true });
  });

  it.each([
    [["--colour", "red"], /--colour/],
    [["--org"], /--org/],
    [["acme"], /Unexpected word "acme"/],
    [["--json=yes"], /--json/],
  ])("that nobody knows are named, with the usage: %j", (words, problem) => {
    const read = () => readArguments(clientAdd, words);
    expect(read).toThrow(problem);
    expect(read).toThrow(clientAdd.help);
  });

  it("name one file, not two", () => {
    const read = () => readArguments(importFile, ["one.json", "two.json"]);
    expect(read).toThrow('Unexpected word "two.json"');
  });
});

describe("an option", () => {
  it("that is needed may not be missing or empty", () => {
    expect(requireText(given({ org: "acme" }), "org")).toBe("acme");
    expect(() => requireText(given({ org: "" }), "org")).toThrow("--org is missing.");
    expect(() => requireText(given({}), "org")).toThrow("--org is missing.");
  });

  it("that counts takes a whole number alone", () => {
    expect(optionalCount(given({ events: "1500" }), "events")).toBe(1500);
    expect(optionalCount(given({}), "events")).toBeNull();
    for (const events of ["1e3", "-5", "12.5", "many", "9999999999"]) {
      expect(() => optionalCount(given({ events }), "events")).toThrow(/whole number/);
    }
  });

  it.each([
    ["2027-01-31", "2027-01-31T00:00:00.000Z"],
    ["2027-01-31T09:30:00+02:00", "2027-01-31T07:30:00.000Z"],
    ["2027-01-31T09:30Z", "2027-01-31T09:30:00.000Z"],
  ])("that is a moment takes %s", (text, moment) => {
    expect(optionalMoment(given({ end: text }), "end")?.toISOString()).toBe(moment);
  });

  it.each([
    "in 90 days",
    "next week 5",
    "90",
    "2027-02-30",
    "31.01.2027",
    "2027-01-31T09:30:00",
  ])("that is a moment refuses %s, which JavaScript may take for one", (text) => {
    expect(() => optionalMoment(given({ end: text }), "end")).toThrow(
      `--end "${text}" is no date`,
    );
  });
});
