/**
 * Guarantees: tells exactly whether a JSON number literal and the double it is read as
 * are the same decimal, in the sense of docs/format.md, section 2: the shortest decimal
 * of the double (ECMA-262, what RFC 8785 writes) has the literal's value.
 * Does not: use arithmetic that rounds, or time above linear in the literal's length.
 */
const zero = 0x30;
const digitsAlwaysExact = 15;

/** A value as digits without outer zeros, times ten to the power of `exponent`. */
type Decimal = { isNegative: boolean; digits: string; exponent: number };

/**
 * isExactDecimal tells whether a literal survives as a double.
 * Requires: `literal` is a JSON number and `value` is `Number(literal)`.
 */
export function isExactDecimal(literal: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (literal.length <= digitsAlwaysExact && !/[eE]/.test(literal)) return true;
  const sent = readDecimal(literal);
  const kept = readDecimal(String(value));
  if (sent.digits === "" || kept.digits === "") return sent.digits === kept.digits;
  return (
    sent.digits === kept.digits &&
    sent.exponent === kept.exponent &&
    sent.isNegative === kept.isNegative
  );
}

function readDecimal(literal: string): Decimal {
  const [mantissa = "", power = "0"] = literal.split(/[eE]/);
  const isNegative = mantissa.startsWith("-");
  const [whole = "", fraction = ""] = mantissa.slice(isNegative ? 1 : 0).split(".");
  const all = whole + fraction;
  const end = trimmedEnd(all);
  const exponent = Number(power) - fraction.length + (all.length - end);
  return { isNegative, digits: all.slice(leadingZeros(all, end), end), exponent };
}

/** Loops, since a pattern for trailing zeros takes quadratic time on hostile literals. */
function trimmedEnd(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === zero) end -= 1;
  return end;
}

function leadingZeros(digits: string, end: number): number {
  let start = 0;
  while (start < end && digits.charCodeAt(start) === zero) start += 1;
  return start;
}
