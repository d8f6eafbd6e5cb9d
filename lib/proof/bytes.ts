/**
 * Guarantees: each text form of a byte string is the only one (docs/format.md: hex is
 * lower case; base64 is RFC 4648 section 4 with padding), so text and bytes compare
 * alike.
 * Does not: accept other spellings of the same bytes; what is not exact is refused.
 */
import { FormatError } from "./format-error";

const hexOfByte = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);
const hexPattern = /^[0-9a-f]*$/;
const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;
export const utf8BytesPerUnitMax = 3;
const encoder = new TextEncoder();
const hexDigits = encoder.encode("0123456789abcdef");

/** formatHex writes bytes as lower-case hexadecimal. */
export function formatHex(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 1) text += hexOfByte[bytes[at] ?? 0];
  return text;
}

/**
 * parseHex reads what formatHex writes. Throws FormatError when the text is anything
 * else.
 */
export function parseHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !hexPattern.test(text)) {
    throw new FormatError("not lower-case hexadecimal");
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  }
  return bytes;
}

/** formatBase64 writes bytes in the padded alphabet of RFC 4648 section 4. */
export function formatBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * parseBase64 reads what formatBase64 writes.
 * Throws FormatError for spaces, missing padding or stray trailing bits, all of which
 * `atob` forgives: a second spelling of a signed text must not pass for the first.
 */
export function parseBase64(text: string): Uint8Array {
  const binary = base64Pattern.test(text) && text.length % 4 === 0 ? atob(text) : "";
  if (btoa(binary) !== text) throw new FormatError("not canonical base64");
  return bytesOfBinary(binary);
}

/**
 * bytesOfBinary turns a text of code units below U+0100 into the bytes they stand for.
 */
export function bytesOfBinary(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** encodeText returns the UTF-8 bytes of a text. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * writeText puts the UTF-8 bytes of a text into a buffer from an offset on, and returns
 * how many it wrote. Requires: the buffer has room for them.
 */
export function writeText(text: string, buffer: Uint8Array, offset: number): number {
  return encoder.encodeInto(text, buffer.subarray(offset)).written;
}

/**
 * writeHex puts the hexadecimal text of bytes into a buffer from an offset on, and returns
 * how many bytes it wrote. Requires: the buffer has room for them.
 */
export function writeHex(bytes: Uint8Array, buffer: Uint8Array, offset: number): number {
  return writeHexOf([bytes, 0, bytes.length], buffer, offset);
}

type Part = readonly [bytes: Uint8Array, from: number, length: number];

/** writeHexOf is writeHex for a part of some bytes. */
export function writeHexOf(
  [bytes, from, length]: Part,
  buffer: Uint8Array,
  offset: number,
): number {
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[from + at] ?? 0;
    buffer[offset + at * 2] = hexDigits[byte >> 4] ?? 0;
    buffer[offset + at * 2 + 1] = hexDigits[byte & 15] ?? 0;
  }
  return length * 2;
}

/** concatBytes joins byte strings in their order. */
export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** isEqualBytes compares two byte strings; it is for public hashes, not for secrets. */
export function isEqualBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) {
    if (left[at] !== right[at]) return false;
  }
  return true;
}
