import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTerms, parseTerms } from "@/lib/entries/terms";
import { anyText } from "@/testing/filter-arbitrary";

describe("the terms of a field", () => {
  it("take a comma as OR and a leading dash as exclusion of that one term", () => {
    expect(parseTerms("-system,bob").terms).toEqual({
      include: ["bob"],
      exclude: ["system"],
    });
  });

  it("hold commas, dashes and backslashes when these are escaped", () => {
    expect(parseTerms(String.raw`a\,b,\-c,-\-d,e\\,f`).terms).toEqual({
      include: ["a,b", "-c", "e\\", "f"],
      exclude: ["-d"],
    });
  });

  it("take the backslash of a Windows name as it is", () => {
    const { terms } = parseTerms("ACME\\bob");
    expect(terms.include).toEqual(["ACME\\bob"]);
    expect(parseTerms(formatTerms(terms)).terms).toEqual(terms);
  });

  it("count the parts that are empty and keep the others once, in their order", () => {
    expect(parseTerms("b,,a,-,b")).toEqual({
      terms: { include: ["b", "a"], exclude: [] },
      emptyCount: 2,
    });
  });

  it("are read back as they were written, whatever they hold", () => {
    const list = fc.uniqueArray(anyText, { maxLength: 5 });
    fc.assert(
      fc.property(fc.record({ include: list, exclude: list }), (terms) => {
        fc.pre(terms.include.length + terms.exclude.length > 0);
        expect(parseTerms(formatTerms(terms))).toEqual({ terms, emptyCount: 0 });
      }),
    );
  });

  it("have one way to be written, whatever was typed", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const written = formatTerms(parseTerms(typed).terms);
        fc.pre(written !== "");
        expect(formatTerms(parseTerms(written).terms)).toBe(written);
      }),
    );
  });
});
