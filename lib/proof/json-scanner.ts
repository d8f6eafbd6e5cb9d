/**
 * Guarantees: reads the tokens of RFC 8259 from a text in one pass and nothing else: no
 * comments, no trailing commas, no other white space, no other escapes.
 * Does not: know structure or paths. What the grammar allows but docs/format.md, section
 * 2 refuses is told to `refuse`, and scanning goes on, since broken JSON outranks it.
 */
import { code } from "./code-unit";
import { isExactDecimal } from "./decimal";

const integerDigitsExact = 15;
const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
const hexQuad = /^[0-9a-fA-F]{4}$/;
const loneSurrogate = /[\uD800-\uDFFF]/u;

/** Where and why a text is not JSON; it never leaves the parser. */
export class JsonFault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

export class JsonScanner {
  at = 0;

  constructor(
    readonly text: string,
    private readonly refuse: (detail: string, at: number) => void,
  ) {}

  fail(detail: string, at = this.at): never {
    throw new JsonFault(at < this.text.length ? detail : "the text ends too early", at);
  }

  /** The code unit that comes next, white space skipped; NaN at the end. */
  peek(): number {
    let next = this.text.charCodeAt(this.at);
    while (isSpace(next)) {
      this.at += 1;
      next = this.text.charCodeAt(this.at);
    }
    return next;
  }

  /** Steps into a container. False when it is empty, and then it is already left. */
  opens(close: number): boolean {
    this.at += 1;
    if (this.peek() !== close) return true;
    this.at += 1;
    return false;
  }

  /** Steps past a comma or out of the container. False when it was left. */
  continues(close: number): boolean {
    const next = this.peek();
    if (next !== code.comma && next !== close) {
      this.fail(`expected a comma or ${String.fromCharCode(close)}`);
    }
    this.at += 1;
    return next === code.comma;
  }

  readKey(): string {
    if (this.peek() !== code.quote) this.fail("expected a key in double quotes");
    const key = this.readString();
    if (this.peek() !== code.colon) this.fail("expected a colon");
    this.at += 1;
    return key;
  }

  readScalar(next: number): string | number | boolean | null {
    switch (next) {
      case code.quote:
        return this.readString();
      case code.lowerT:
        return this.readWord("true", true);
      case code.lowerF:
        return this.readWord("false", false);
      case code.lowerN:
        return this.readWord("null", null);
      default:
        if (next === code.minus || isDigit(next)) return this.readNumber();
        return this.fail("expected a value");
    }
  }

  private readWord<Value>(word: string, value: Value): Value {
    if (!this.text.startsWith(word, this.at)) this.fail("expected a value");
    this.at += word.length;
    return value;
  }

  private readString(): string {
    const start = this.at + 1;
    const end = this.findStop(start);
    this.at = end + 1;
    const run = this.text.slice(start, end);
    return this.text.charCodeAt(end) === code.quote ? run : this.readEscaped(run, start);
  }

  /** The next quote or backslash; anything a string may not hold fails. */
  private findStop(start: number): number {
    const { text } = this;
    let at = start;
    let next = text.charCodeAt(at);
    while (next !== code.quote && next !== code.backslash) {
      if (!(next >= code.space)) this.fail("a control character must be escaped", at);
      at += 1;
      next = text.charCodeAt(at);
    }
    return at;
  }

  /** Requires: `this.at` is just past a backslash. */
  private readEscaped(run: string, start: number): string {
    let value = run;
    for (;;) {
      value += this.readEscape();
      const end = this.findStop(this.at);
      value += this.text.slice(this.at, end);
      this.at = end + 1;
      if (this.text.charCodeAt(end) === code.quote) break;
    }
    if (value.includes("\0")) {
      this.refuse("holds U+0000, which no entry can keep", start - 1);
    }
    if (loneSurrogate.test(value)) {
      this.refuse("holds half a surrogate pair, which is no character", start - 1);
    }
    return value;
  }

  private readEscape(): string {
    const { text, at } = this;
    if (text.charCodeAt(at) === code.lowerU) {
      const quad = text.slice(at + 1, at + 5);
      if (!hexQuad.test(quad)) this.fail("expected four hexadecimal digits");
      this.at += 5;
      return String.fromCharCode(Number.parseInt(quad, 16));
    }
    const character = escapes.get(text.charAt(at));
    if (character === undefined) return this.fail("is not an escape of JSON");
    this.at += 1;
    return character;
  }

  private readNumber(): number {
    const { text, at: start } = this;
    const first = text.charCodeAt(start) === code.minus ? start + 1 : start;
    this.at = first;
    if (text.charCodeAt(first) === code.zero) this.at += 1;
    else this.skipDigits();
    const isInteger = !this.skipFraction() && !this.skipExponent();
    const literal = text.slice(start, this.at);
    const value = Number(literal);
    const isShort = isInteger && this.at - first <= integerDigitsExact;
    if (!isShort && !isExactDecimal(literal, value)) {
      const detail = "would change its value as an IEEE 754 double; send it as a string";
      this.refuse(detail, start);
    }
    return value === 0 ? 0 : value;
  }

  private skipFraction(): boolean {
    if (this.text.charCodeAt(this.at) !== code.point) return false;
    this.at += 1;
    this.skipDigits();
    this.skipExponent();
    return true;
  }

  private skipExponent(): boolean {
    if ((this.text.charCodeAt(this.at) | 0x20) !== code.lowerE) return false;
    this.at += 1;
    const sign = this.text.charCodeAt(this.at);
    if (sign === code.plus || sign === code.minus) this.at += 1;
    this.skipDigits();
    return true;
  }

  private skipDigits(): void {
    const { text } = this;
    let at = this.at;
    if (!isDigit(text.charCodeAt(at))) this.fail("expected a digit");
    while (isDigit(text.charCodeAt(at))) at += 1;
    this.at = at;
  }
}

function isSpace(next: number): boolean {
  return (
    next === code.space ||
    next === code.lineFeed ||
    next === code.carriageReturn ||
    next === code.tab
  );
}

function isDigit(next: number): boolean {
  return next >= code.zero && next <= code.nine;
}
