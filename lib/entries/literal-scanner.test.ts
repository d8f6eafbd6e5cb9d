import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLiteralScanner } from "@/lib/entries/literal-scanner";

const letters = fc.string({ unit: fc.constantFrom("a", "B", "b", "-", "é", "1") });
const literal = letters.filter((text) => text !== "" && !text.includes("é"));

describe("the literal scanner", () => {
  it("finds the lists that a plain search finds", () => {
    const lists = fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lists, letters, (given, text) => {
        const folded = text.toLowerCase();
        const expected = [...given.keys()].filter((list) =>
          given[list]?.some((one) => folded.includes(one.toLowerCase())),
        );
        expect(createLiteralScanner(given)(text).found).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("counts digits in a row over spaces and hyphens only", () => {
    const scan = createLiteralScanner([]);
    expect(scan("12 34-5 a 99").digitRunMax).toBe(5);
    expect(scan("2026-11-21T10:00").digitRunMax).toBe(8);
    expect(scan("").digitRunMax).toBe(0);
  });

  it("counts control characters, but not those of coloured text", () => {
    const scan = createLiteralScanner([]);
    expect(scan("\u001b[31mred\u001b[0m\r\n\t").controlCount).toBe(0);
    expect(scan("\u0001a\u007f\u0085\ufffdé").controlCount).toBe(4);
  });
});
