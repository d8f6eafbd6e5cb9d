import { drawRandomBytes } from "@/lib/entries/random";
import { encodeText, formatHex } from "@/lib/proof/bytes";

const tokenBytes = 32;

/** What a link carries: nobody guesses it, and only its digest is stored. */
export function drawToken(): string {
  return formatHex(drawRandomBytes(tokenBytes));
}

export async function hashToken(token: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(encodeText(token));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
