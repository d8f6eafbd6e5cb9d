/**
 * Guarantees: one strict Ed25519 verifier (RFC 8032) everywhere, in Node and in browsers:
 * non-canonical points and scalars and keys of small order are refused, so that no two
 * readers of a note disagree. Signatures are deterministic.
 * Does not: keep secrets out of memory or run in constant time.
 */
import { getPublicKey, hashes, sign, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;

export const seedLength = 32;
export const signatureLength = 64;

/** derivePublicKey returns the public key of a seed (RFC 8032, section 5.1.5). */
export function derivePublicKey(seed: Uint8Array): Uint8Array {
  return getPublicKey(seed);
}

/** signMessage returns the one signature of a message under a seed. */
export function signMessage(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return sign(message, seed);
}

/** isSignature tells whether a signature is of a message and under a public key. */
export function isSignature(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== signatureLength) return false;
  return verify(signature, message, publicKey, { zip215: false });
}
