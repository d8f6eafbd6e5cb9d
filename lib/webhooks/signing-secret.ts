import { drawRandomBytes } from "@/lib/entries/random";
import { formatBase64 } from "@/lib/proof/bytes";

const secretBytes = 32;

/** In the form that Standard Webhooks libraries take. */
export function drawSigningSecret(): string {
  return `whsec_${formatBase64(drawRandomBytes(secretBytes))}`;
}
