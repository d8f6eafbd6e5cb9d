/**
 * Guarantees: tells exactly whether a JSON number literal and the double it is read as
 * are the same decimal, in the sense of docs/format.md, section 2: the shortest decimal
 * of the double (ECMA-262, what RFC 8785 writes) has the literal's value.
 * Does not: use arithmetic that rounds, or time above linear in the literal's length.
 */
const zero = 0x30;
const digitsAlwaysExact = 15;

/**
 * isExactDecimal tells whether a literal survives as a double.
 * Requires: `literal` is a JSON number and `value` is `Number(literal)`. Rounding keeps the
 * sign and never moves a value tenfold, unless to zero or infinity, which share no digit
 * with anything; so equal significant digits are equal values.
 */
export function isExactDecimal(literal: string, value: number): boolean {
  if (literal.length <= digitsAlwaysExact && !/[eE]/.test(literal)) return true;
  return significantDigits(literal) === significantDigits(String(value));
}

/** The digits without point, sign, exponent and outer zeros: none at all for zero. */
function significantDigits(literal: string): string {
  const [mantissa = ""] = literal.split(/[eE]/);
  return trimZeros(mantissa.replace(/[-.]/g, ""));
}

/** Loops, since a pattern for trailing zeros takes quadratic time on hostile literals. */
function trimZeros(digits: string): string {
  let start = 0;
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === zero) end -= 1;
  while (start < end && digits.charCodeAt(start) === zero) start += 1;
  return digits.slice(start, end);
}
