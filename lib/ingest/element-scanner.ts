import { ByteCollector } from "@/lib/ingest/byte-collector";
import { recordBytesMax } from "@/lib/ingest/records";

export type Element = {
  line: number;
  bytes: Uint8Array;
  isTooLarge: boolean;
  fault: string | null;
};

type Place = "top" | "scalar" | "value" | "elements" | "tail";
type Step = "none" | "begin" | "end" | "end_after" | "list" | "fault";

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const comma = 0x2c;
const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;

const peeked = 64;
/** First key of the envelope, and the key whose array holds the records. */
const envelopes: [first: RegExp, list: RegExp][] = [
  [/^\{\s*"Records"\s*:/, /[{]\s*"Records"\s*:\s*$/],
  [/^\{\s*"records"\s*:/, /[{]\s*"records"\s*:\s*$/],
  [/^\{\s*"@odata\.context"\s*:/, /,\s*"value"\s*:\s*$/],
  [/^\{\s*"kind"\s*:/, /,\s*"items"\s*:\s*$/],
];

/**
 * Finds where records begin and end in JSON without parsing it: only strings, escapes and
 * brackets count. What is between is judged by the strict parser, one record at a time.
 */
export class ElementScanner {
  private line = 1;
  private startLine = 1;
  private depth = 0;
  private base = 0;
  private place: Place = "top";
  private isInString = false;
  private isEscaped = false;
  private isCapturing = false;
  private isAfterComma = false;
  private readonly pending = new ByteCollector(recordBytesMax);

  *push(chunk: Uint8Array): Generator<Element> {
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const step = this.step(chunk[index] ?? 0);
      if (step === "none") continue;
      if (step === "fault") yield this.fault("a value is missing in the list");
      else if (step === "begin") {
        from = index;
        this.isCapturing = true;
        this.startLine = this.line;
      } else if (step === "list") {
        this.pending.add(chunk.subarray(from, index));
        from = index;
        this.enterEnvelope();
      } else {
        this.pending.add(chunk.subarray(from, step === "end" ? index : index + 1));
        yield this.element();
      }
    }
    if (this.isCapturing) this.pending.add(chunk.subarray(from));
  }

  /**
   * What the end of the file cut off is handed over too: the parser says what is
   * missing.
   */
  *end(): Generator<Element> {
    if (this.isCapturing) yield this.element();
    else if (this.place !== "top") yield this.fault("the file ends before its list does");
  }

  private element(): Element {
    const isTooLarge = this.pending.isTooLarge;
    this.isCapturing = false;
    const bytes = this.pending.take();
    return { line: this.startLine, bytes, isTooLarge, fault: null };
  }

  private fault(fault: string): Element {
    return { line: this.line, bytes: new Uint8Array(), isTooLarge: false, fault };
  }

  private step(byte: number): Step {
    if (byte === lineFeed) this.line += 1;
    if (this.isInString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === backslash) this.isEscaped = true;
      else if (byte === quote) this.isInString = false;
      return "none";
    }
    if (byte === quote) this.isInString = true;
    switch (this.place) {
      case "top":
        return this.stepTop(byte);
      case "scalar":
        return this.stepScalar(byte);
      case "value":
        return this.stepValue(byte);
      case "elements":
        return this.stepElements(byte);
      case "tail":
        return this.stepTail(byte);
    }
  }

  private stepTop(byte: number): Step {
    if (isBlank(byte)) return "none";
    if (byte === openBracket) {
      this.enterList(1);
      return "none";
    }
    this.place = byte === openBrace ? "value" : "scalar";
    this.depth = 1;
    return "begin";
  }

  private stepScalar(byte: number): Step {
    if (!isBlank(byte)) return "none";
    this.place = "top";
    return "end";
  }

  private stepValue(byte: number): Step {
    if (byte === openBracket && this.depth === 1) {
      this.depth = 2;
      return "list";
    }
    this.depth += nesting(byte);
    if (this.depth > 0) return "none";
    this.place = "top";
    return "end_after";
  }

  private stepElements(byte: number): Step {
    const isBetween = this.depth === this.base;
    if (isBetween && (byte === comma || byte === closeBracket)) {
      const isMissing = !this.isCapturing && (byte === comma || this.isAfterComma);
      this.isAfterComma = byte === comma;
      if (byte === closeBracket) this.leaveList();
      if (this.isCapturing) return "end";
      return isMissing ? "fault" : "none";
    }
    this.depth = Math.max(this.base, this.depth + nesting(byte));
    if (this.isCapturing || isBlank(byte)) return "none";
    return "begin";
  }

  private stepTail(byte: number): Step {
    this.depth += nesting(byte);
    if (this.depth === 0) this.place = "top";
    return "none";
  }

  private enterList(base: number): void {
    this.place = "elements";
    this.base = base;
    this.depth = base;
    this.isAfterComma = false;
  }

  private leaveList(): void {
    this.depth = this.base - 1;
    this.place = this.depth === 0 ? "top" : "tail";
  }

  private enterEnvelope(): void {
    const start = this.pending.peek("start", peeked);
    const envelope = envelopes.find(([first]) => first.test(start));
    if (envelope === undefined) return;
    if (!envelope[1].test(this.pending.peek("end", peeked))) return;
    this.pending.take();
    this.isCapturing = false;
    this.enterList(2);
  }
}

function nesting(byte: number): number {
  if (byte === openBrace || byte === openBracket) return 1;
  return byte === closeBrace || byte === closeBracket ? -1 : 0;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
}
