import type { JsonObject } from "@/lib/proof/json-value";

export const binaryPlaceholder = "[BINARY DATA]";

/** Shorter ones are icons and avatars: small enough to keep, and what was really sent. */
const dataUriLengthMax = 1024;

/** Certificates and signed assertions in base64 stay below. */
const base64LengthMax = 4096;

const controlCountMin = 4;
const controlShareMin = 1 / 8;

const dataUri = new RegExp(
  `data:[^\\s,"']{0,200};base64,[A-Za-z0-9+/=_-]{${dataUriLengthMax},}`,
  "gi",
);
const base64Text = /^[A-Za-z0-9+/_\r\n-]+={0,2}\s*$/;

/** Text may hold a few control characters; a file read as text is full of them. */
export function isBinaryText(text: string, controlCount: number): boolean {
  return controlCount >= controlCountMin && controlCount > text.length * controlShareMin;
}

export function isBase64Blob(text: string): boolean {
  return (
    text.length > base64LengthMax &&
    base64Text.test(text) &&
    /[A-Z]/.test(text) &&
    /[a-z]/.test(text) &&
    /\d/.test(text)
  );
}

export function replaceDataUris(text: string): string {
  return text.replace(dataUri, binaryPlaceholder);
}

/** What JSON.stringify makes of a Node.js Buffer. */
export function isBufferShaped(value: JsonObject): boolean {
  if (value.type !== "Buffer" || Object.keys(value).length !== 2) return false;
  const { data } = value;
  return typeof data === "string" || (Array.isArray(data) && data.every(isByte));
}

function isByte(item: unknown): boolean {
  return Number.isInteger(item) && Number(item) >= 0 && Number(item) <= 255;
}
