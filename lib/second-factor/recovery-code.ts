import { drawRandomBytes } from "@/lib/entries/random";

/** No letter or digit that is read as another; 32 of them, so a byte's rest is fair. */
const symbols = "abcdefghjkmnpqrstuvwxyz234567890";
const lengthOfCode = 15;

export const recoveryCodeCount = 10;

export function drawRecoveryCode(): string {
  const letters = Array.from(
    drawRandomBytes(lengthOfCode),
    (byte) => symbols[byte % symbols.length],
  ).join("");
  return letters.replace(/(.{5})(?=.)/g, "$1-");
}

/** As it is compared: written down with other dashes, spaces or capitals it is the same. */
export function normalizeRecoveryCode(text: string): string | null {
  const letters = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return letters.length === lengthOfCode ? letters : null;
}
