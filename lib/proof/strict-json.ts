/**
 * Guarantees: a document is taken exactly as sent or refused with the place and the
 * reason: "syntax" for what is not JSON (RFC 8259) or not UTF-8, "policy" for what JSON
 * allows and an entry cannot keep (docs/format.md, section 2). A document with both is
 * "syntax".
 * Does not: repair, guess, normalise Unicode, or recurse deeper than the limit it is
 * given.
 */
import { encodeText } from "./bytes";
import { code } from "./code-unit";
import { JsonFault, JsonScanner } from "./json-scanner";
import { skipContainer } from "./json-skip";
import type { JsonArray, JsonObject, JsonValue } from "./json-value";

export type JsonRefusal = {
  ok: false;
  kind: "syntax" | "policy";
  /** RFC 6901, to the innermost place that can be named. */
  pointer: string;
  detail: string;
  /** In bytes. */
  offset: number;
};

export type ParsedJson = { ok: true; value: JsonValue } | JsonRefusal;

const depthMaxDefault = 32;
const byteOrderMark = 0xfeff;
const unnameable = /[\u0000\uD800-\uDFFF]/u;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * parseStrictJson reads one JSON document.
 * Returns the value as ordinary objects, in which every key, `__proto__` too, is plain
 * data of its own; or the first refusal.
 */
export function parseStrictJson(
  bytes: Uint8Array,
  depthMax = depthMaxDefault,
): ParsedJson {
  const text = decode(bytes);
  return text === null
    ? refuseEncoding(bytes, depthMax)
    : new DocumentReader(text, depthMax).read();
}

class DocumentReader {
  private readonly scanner: JsonScanner;
  private readonly path: (string | number)[] = [];
  private refusal: JsonRefusal | null = null;

  constructor(
    text: string,
    private readonly depthMax: number,
  ) {
    this.scanner = new JsonScanner(text, (detail, at) => this.refuse(detail, at));
  }

  read(): ParsedJson {
    try {
      const value = this.readDocument();
      return this.refusal ?? { ok: true, value };
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault;
      return this.describe("syntax", fault.message, fault.at);
    }
  }

  private readDocument(): JsonValue {
    const { scanner } = this;
    if (scanner.text.charCodeAt(0) === byteOrderMark) {
      scanner.fail("a byte order mark is not JSON");
    }
    const value = this.readValue();
    if (!Number.isNaN(scanner.peek())) scanner.fail("expected the end of the document");
    return value;
  }

  private readValue(): JsonValue {
    const next = this.scanner.peek();
    if (next !== code.openObject && next !== code.openList) {
      return this.scanner.readScalar(next);
    }
    if (this.path.length >= this.depthMax) {
      this.refuse(`is nested more than ${this.depthMax} deep`, this.scanner.at);
      skipContainer(this.scanner);
      return null;
    }
    return next === code.openObject ? this.readObject() : this.readList();
  }

  private readList(): JsonArray {
    const list: JsonArray = [];
    if (!this.scanner.opens(code.closeList)) return list;
    do {
      this.path.push(list.length);
      list.push(this.readValue());
      this.path.pop();
    } while (this.scanner.continues(code.closeList));
    return list;
  }

  private readObject(): JsonObject {
    const object: JsonObject = {};
    if (!this.scanner.opens(code.closeObject)) return object;
    do {
      this.scanner.peek();
      const { at } = this.scanner;
      const key = this.scanner.readKey();
      this.path.push(key);
      if (Object.hasOwn(object, key)) this.refuse("is a key that occurs twice", at);
      setMember(object, key, this.readValue());
      this.path.pop();
    } while (this.scanner.continues(code.closeObject));
    return object;
  }

  private refuse(detail: string, at: number): void {
    this.refusal ??= this.describe("policy", detail, at);
  }

  private describe(kind: JsonRefusal["kind"], detail: string, at: number): JsonRefusal {
    const offset = encodeText(this.scanner.text.slice(0, at)).length;
    return { ok: false, kind, pointer: formatPlace(this.path), detail, offset };
  }
}

/** Assigning `__proto__` would change what the object is instead of what it holds. */
function setMember(object: JsonObject, key: string, value: JsonValue): void {
  if (key !== "__proto__") {
    object[key] = value;
    return;
  }
  const plain = { value, enumerable: true, writable: true, configurable: true };
  Object.defineProperty(object, key, plain);
}

/** Stops above a key that could itself not be stored or answered with. */
function formatPlace(path: readonly (string | number)[]): string {
  let pointer = "";
  for (const step of path) {
    const name = String(step);
    if (unnameable.test(name)) break;
    pointer += `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The longest text that is UTF-8 tells where in the document the encoding breaks. */
function refuseEncoding(bytes: Uint8Array, depthMax: number): JsonRefusal {
  const length = countValidBytes(bytes);
  const text = decoder.decode(bytes.subarray(0, length));
  const cut = new DocumentReader(text, depthMax).read();
  const isEarlier = !cut.ok && cut.kind === "syntax" && cut.offset < length;
  if (isEarlier) return cut;
  const pointer = !cut.ok && cut.kind === "syntax" ? cut.pointer : "";
  return { ok: false, kind: "syntax", pointer, detail: "is not UTF-8", offset: length };
}

/** Bisects: a prefix of valid UTF-8 is valid, or ends inside one character. */
function countValidBytes(bytes: Uint8Array): number {
  let [valid, broken] = [0, bytes.length];
  while (valid < broken) {
    const middle = Math.ceil((valid + broken) / 2);
    if (isPrefix(bytes.subarray(0, middle))) valid = middle;
    else broken = middle - 1;
  }
  while (valid > 0 && decode(bytes.subarray(0, valid)) === null) valid -= 1;
  return valid;
}

function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
