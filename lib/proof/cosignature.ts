/**
 * Guarantees: a witness's signature of type 0x04 is read with the time it is for, and
 * holds only for that time and the very text of the checkpoint.
 * Does not: ask a witness, or decide how many are enough.
 * https://c2sp.org/tlog-cosignature
 */
import { encodeText } from "./bytes";
import { isSignature, signatureLength } from "./ed25519";
import { type Failure, failure } from "./verdict";
import type { VerifierKey } from "./verifier-key";

const timeLength = 8;

export type CosignatureVerdict = { ok: true; timeSeconds: number } | Failure;

/** formatCosignedText writes what a witness signs: a header with the time, and the text. */
export function formatCosignedText(text: string, timeSeconds: number): string {
  return `cosignature/v1\ntime ${timeSeconds}\n${text}`;
}

/** checkCosignature tells whether a witness signed a text, and when. */
export function checkCosignature(
  key: VerifierKey,
  bytes: Uint8Array,
  text: string,
): CosignatureVerdict {
  if (bytes.length !== timeLength + signatureLength) {
    const expected = `${timeLength + signatureLength} bytes`;
    return failure(0, expected, `${bytes.length} bytes`, "this is not a cosignature");
  }
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  const timeSeconds = Number(time);
  if (!Number.isSafeInteger(timeSeconds)) {
    return failure(0, "a time", String(time), "the time of a cosignature is none");
  }
  const signed = encodeText(formatCosignedText(text, timeSeconds));
  return isSignature(bytes.subarray(timeLength), signed, key.publicKey)
    ? { ok: true, timeSeconds }
    : failure(0, `a signature of ${key.name}`, "another", "a cosignature is bad");
}
