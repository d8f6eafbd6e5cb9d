import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isExactDecimal } from "@/lib/proof/decimal";

const isExact = (literal: string) => isExactDecimal(literal, Number(literal));

/** The value as a fraction of integers, with nothing rounded. */
function fractionOf(literal: string): [bigint, bigint] {
  const [mantissa = "", power = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = BigInt(whole + fraction);
  const exponent = Number(power) - fraction.length;
  const scale = 10n ** BigInt(Math.abs(exponent));
  const signed = mantissa.startsWith("-") && digits > 0n ? -digits : digits;
  return exponent < 0 ? [signed, scale] : [signed * scale, 1n];
}

function isSameFraction(literal: string): boolean {
  const [a, b] = fractionOf(literal);
  const [c, d] = fractionOf(String(Number(literal)));
  return a * d === c * b;
}

const literals = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.bigInt({ min: 0n, max: 10n ** 24n }),
    fc.option(fc.stringMatching(/^\d{1,24}$/), { nil: null }),
    fc.option(fc.integer({ min: -280, max: 280 }), { nil: null }),
  )
  .map(
    ([sign, whole, fraction, power]) =>
      sign +
      whole +
      (fraction === null ? "" : `.${fraction}`) +
      (power === null ? "" : `e${power}`),
  );

describe("a decimal and its double", () => {
  it.each([
    ...["0", "-0", "0.0", "0e999999999999999999", "-0.000e-7", "100", "1E2", "1.10"],
    ...["0.1", "0.30", "1e21", "1e-7", "9007199254740992", "9007199254740994"],
    ...[
      "5e-324",
      "1.7976931348623157e308",
      "100000000000000000000",
      "0.5000000000000000",
    ],
    `1${"0".repeat(300)}`,
    `0.${"0".repeat(300)}1`,
  ])("are the same for %s", (literal) => {
    expect(isExact(literal)).toBe(true);
  });

  it.each([
    ...["9007199254740993", "-9007199254740993", "1e400", "-1e400", "1e-400"],
    ...["0.1000000000000000055511151231257827", "0.30000000000000001", "2e-324"],
    ...["123456789012345678", "1.7976931348623159e308", "1e99999999999999999999"],
    ...["4.9e-324", "0.10000000000000000000000000001", "1.0000000000000000000e-400"],
  ])("differ for %s", (literal) => {
    expect(isExact(literal)).toBe(false);
  });

  it("are told apart exactly as fractions of whole numbers tell them", () => {
    fc.assert(
      fc.property(literals, (literal) => {
        expect(isExact(literal)).toBe(isSameFraction(literal));
      }),
      { numRuns: 2_000 },
    );
  });

  it("are the same for whatever a program writes of a double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExact(JSON.stringify(value))).toBe(true);
        expect(isExact(value.toExponential())).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
