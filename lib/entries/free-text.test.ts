import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listSpellings, parseFreeText } from "@/lib/entries/free-text";
import { anyText } from "@/testing/filter-arbitrary";

describe("free text", () => {
  it("is words, phrases in quotes, and what a dash excludes", () => {
    expect(parseFreeText('vpc-prod "reset password" -test -"dry run"')).toEqual({
      has: ["vpc-prod", "reset password"],
      hasNot: ["test", "dry run"],
    });
  });

  it("takes an unfinished quote to the end of the line", () => {
    expect(parseFreeText('"reset pass').has).toEqual(["reset pass"]);
    expect(parseFreeText('"one\ntwo').has).toEqual(["one", "two"]);
  });

  it("takes a quote inside a word and a dash alone as they are", () => {
    expect(parseFreeText('5"-disk -')).toEqual({ has: ['5"-disk', "-"], hasNot: [] });
    expect(parseFreeText('"" -""')).toEqual({ has: [], hasNot: [] });
  });

  it("never holds a line break, so no word matches across two values", () => {
    fc.assert(
      fc.property(fc.array(anyText), (parts) => {
        const { has, hasNot } = parseFreeText(parts.join("\n"));
        expect([...has, ...hasNot].filter((word) => /[\r\n]/.test(word))).toEqual([]);
      }),
    );
  });

  it("looks for each usual case of letters beyond ASCII", () => {
    expect(listSpellings("PRINTER")).toEqual(["printer"]);
    expect(listSpellings("éCOLE")).toEqual(["école", "École"]);
    expect(listSpellings("Müller straße")).toEqual(["müller straße", "mÜller strasse"]);
    expect(listSpellings("İZMİR")).toContain("İzmİr");
  });

  it("looks for a backslash or a quote also as JSON escapes it", () => {
    expect(listSpellings("ACME\\Bob")).toEqual(["acme\\bob", "acme\\\\bob"]);
  });
});
