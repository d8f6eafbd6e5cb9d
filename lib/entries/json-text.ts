import { redacted } from "@/lib/entries/redaction-mark";
import { classifyKey, isSecretField } from "@/lib/entries/sensitive-keys";
import type { JsonValue } from "@/lib/proof/json-value";

type Piece = { start: number; end: number; text: string };

const delimiter = /[\s,\]}]/g;

/**
 * Redacts a JSON document held in a text and leaves every other byte as it was: parsing
 * and writing it again would round large numbers and change what was sent. Null when the
 * text is no JSON. Walks without recursion: nothing bounds how deep such a text nests.
 */
export function redactJsonText(
  text: string,
  redactString: (text: string) => string,
): string | null {
  if (!isJsonDocument(text)) return null;
  const pieces: Piece[] = [];
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    const end = findStringEnd(text, at);
    const valueStart = findMemberValue(text, end);
    const valueEnd = valueStart < 0 ? -1 : findSecretEnd(text, { at, end, valueStart });
    addString(pieces, text, { start: at, end, redactString });
    if (valueEnd >= 0) {
      pieces.push({ start: valueStart, end: valueEnd, text: `"${redacted}"` });
    }
    at = valueEnd >= 0 ? valueEnd : end;
  }
  return replacePieces(text, pieces);
}

function isJsonDocument(text: string): boolean {
  const first = text[skipSpace(text, 0)];
  if (first !== "{" && first !== "[") return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type StringToken = { start: number; end: number; redactString: (text: string) => string };

function addString(pieces: Piece[], text: string, token: StringToken): void {
  const { start, end, redactString } = token;
  const content = readString(text, start, end);
  const changed = redactString(content);
  if (changed !== content) pieces.push({ start, end, text: JSON.stringify(changed) });
}

/** Where the value of the member starts whose name ended here; -1 when it was no name. */
function findMemberValue(text: string, nameEnd: number): number {
  const colon = skipSpace(text, nameEnd);
  return text[colon] === ":" ? skipSpace(text, colon + 1) : -1;
}

type Member = { at: number; end: number; valueStart: number };

/** Where the value ends that must not be kept; -1 when it may be. */
function findSecretEnd(text: string, { at, end, valueStart }: Member): number {
  const name = readString(text, at, end);
  if (classifyKey(name) === "plain") return -1;
  const first = text[valueStart];
  if (first === "{" || first === "[") {
    const isEmpty = "]}".includes(text[skipSpace(text, valueStart + 1)] ?? "");
    // The shape is enough: reading each nested value would cost its size at every level.
    const shape: JsonValue = first === "{" ? { shape: 1 } : [1];
    return !isEmpty && isSecretField(name, shape) ? findNestedEnd(text, valueStart) : -1;
  }
  const valueEnd =
    first === '"' ? findStringEnd(text, valueStart) : findEnd(text, valueStart);
  const value: JsonValue = JSON.parse(text.slice(valueStart, valueEnd));
  return value !== redacted && isSecretField(name, value) ? valueEnd : -1;
}

function readString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw;
}

function findNestedEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = findStringEnd(text, at) - 1;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function findStringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === "\\") escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

function findEnd(text: string, start: number): number {
  delimiter.lastIndex = start;
  return delimiter.exec(text)?.index ?? text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function replacePieces(text: string, pieces: Piece[]): string {
  let result = "";
  let kept = 0;
  for (const piece of pieces) {
    result += text.slice(kept, piece.start) + piece.text;
    kept = piece.end;
  }
  return kept === 0 ? text : result + text.slice(kept);
}
