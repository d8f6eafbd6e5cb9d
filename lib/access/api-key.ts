import { drawRandomBytes } from "@/lib/entries/random";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const pattern = /^cus_(live|demo)_([0-9A-Za-z]{8})([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

export type ApiKeyKind = "live" | "demo";
export type ApiKeyParts = { kind: ApiKeyKind; publicId: string; secret: string };

/** The checksum lets a scanner, and us, tell a mistyped key from an unknown one. */
export function formatApiKey({ kind, publicId, secret }: ApiKeyParts): string {
  const body = `cus_${kind}_${publicId}${secret}`;
  return body + formatChecksum(body);
}

export function parseApiKey(text: string): ApiKeyParts | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, kind, publicId, secret, checksum] = match;
  if (!kind || !publicId || !secret) return null;
  if (formatChecksum(text.slice(0, -6)) !== checksum) return null;
  return { kind: kind as ApiKeyKind, publicId, secret };
}

export function createApiKeyParts(kind: ApiKeyKind): ApiKeyParts {
  return { kind, publicId: drawBase62(8), secret: drawBase62(32) };
}

/** Rejects the bytes that would make some letters likelier than others. */
function drawBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of drawRandomBytes(64)) {
      if (byte < 248 && text.length < length) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

function formatChecksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < 6; place += 1) {
    text = alphabet.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** CRC-32 as in ISO 3309 (reflected polynomial 0xEDB88320). */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
