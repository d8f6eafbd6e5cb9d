import { describe, expect, it } from "vitest";
import { fieldNames, fields } from "@/lib/entries/fields";
import { parseView } from "@/lib/entries/view";

describe("the table of fields", () => {
  it("is in the order of the contract", () => {
    expect(fieldNames.join(" ")).toBe(
      "verb action category entity id actor client outcome source vendor ip ua session request",
    );
    expect(Object.keys(fields)).toEqual([...fieldNames]);
  });

  it("gives no two fields one word or one alias", () => {
    const words = fieldNames.map((name) => fields[name].label);
    const names = fieldNames.flatMap((name) => [name, fields[name].alias ?? []].flat());
    expect(new Set(words).size).toBe(words.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it("documents each field by an example that works", () => {
    for (const name of fieldNames) {
      const { view, ignored } = parseView(new URLSearchParams(fields[name].example));
      expect(ignored).toEqual([]);
      expect(Object.keys(view.filter.terms)).toContain(name);
    }
  });

  it("accepts every value of its closed lists and describes it", () => {
    for (const name of fieldNames) {
      for (const value of fields[name].values ?? []) {
        expect(fields[name].refuse(value)).toBeNull();
        expect(fields[name].describe(value)).toMatch(/^[A-Z]/);
      }
    }
  });
});
