import { failure, type Result, success } from "@/lib/kit/result";

export const logoBytesMax = 131_072;
const sideMax = 1024;

export type Logo = {
  mediaType: "image/png" | "image/jpeg";
  width: number;
  height: number;
};

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What an image is by its own bytes; its name and what a sender calls it say nothing. */
export function parseLogo(bytes: Uint8Array): Result<Logo, string> {
  if (bytes.length > logoBytesMax) {
    return failure(`may have at most ${logoBytesMax / 1024} KiB`);
  }
  const logo = parsePng(bytes) ?? parseJpeg(bytes);
  if (!logo) return failure("must be a PNG or JPEG image");
  const isSized = [logo.width, logo.height].every((side) => side >= 1 && side <= sideMax);
  if (isSized) return success(logo);
  return failure(
    `is ${logo.width} by ${logo.height} pixels; at most ${sideMax} a side are possible`,
  );
}

/** The signature and a whole IHDR chunk (PNG, section 11.2.1). */
function parsePng(bytes: Uint8Array): Logo | null {
  const isPng = pngStart.every((byte, at) => bytes[at] === byte);
  const header = String.fromCharCode(...bytes.slice(12, 16));
  if (!isPng || header !== "IHDR" || bytes.length < 33) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    mediaType: "image/png",
    width: view.getUint32(16),
    height: view.getUint32(20),
  };
}

/** The frame header (SOF0 to SOF2) behind the segments before it (ITU T.81, annex B). */
function parseJpeg(bytes: Uint8Array): Logo | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) {
      const height = view.getUint16(at + 5);
      return { mediaType: "image/jpeg", width: view.getUint16(at + 7), height };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
