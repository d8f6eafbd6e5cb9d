/**
 * Guarantees: verifier keys of C2SP signed notes, `name+id+base64(type, key)`, are read
 * only when the id belongs to name and key and the key is a point of the curve outside
 * the small subgroup: under a key inside it anybody can sign.
 * Does not: sign or verify notes, or know other key types than Ed25519 of a log (0x01)
 * and of a witness (0x04).
 * https://c2sp.org/signed-note and https://c2sp.org/tlog-cosignature
 */
import { Point } from "@noble/ed25519";
import { concatBytes, encodeText, formatBase64, formatHex, parseBase64 } from "./bytes";
import { FormatError } from "./format-error";
import { sha256 } from "./hash";
import { isKeyName } from "./names";

const typeBytes = { ed25519: 0x01, cosignature: 0x04 } as const;
const publicKeyLength = 32;
export const keyIdLength = 4;
const verifierKeyPattern = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u;

export type KeyType = keyof typeof typeBytes;
export type VerifierKey = {
  name: string;
  type: KeyType;
  /** Eight hexadecimal digits. */
  keyId: string;
  publicKey: Uint8Array;
};

/**
 * createVerifierKey names a public key.
 * Throws FormatError when the name or the key may not stand in a verifier key.
 */
export function createVerifierKey(
  name: string,
  publicKey: Uint8Array,
  type: KeyType = "ed25519",
): VerifierKey {
  if (!isKeyName(name)) throw new FormatError("not a key name");
  requireStrongKey(publicKey);
  const keyId = formatKeyId(name, concatBytes(Uint8Array.of(typeBytes[type]), publicKey));
  return { name, type, keyId, publicKey };
}

/**
 * formatVerifierKey writes the verifier key of an Ed25519 public key.
 * Throws FormatError when the name or the key may not stand in one.
 */
export function formatVerifierKey(
  name: string,
  publicKey: Uint8Array,
  type: KeyType = "ed25519",
): string {
  const { keyId } = createVerifierKey(name, publicKey, type);
  const typedKey = concatBytes(Uint8Array.of(typeBytes[type]), publicKey);
  return `${name}+${keyId}+${formatBase64(typedKey)}`;
}

/** parseVerifierKey reads what formatVerifierKey writes. Throws FormatError. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = "", keyId, encoded = ""] = verifierKeyPattern.exec(text) ?? [];
  if (!isKeyName(name)) throw new FormatError("not a verifier key");
  const typedKey = parseBase64(encoded);
  const type = typeOf(typedKey[0]);
  if (formatKeyId(name, typedKey) !== keyId) {
    throw new FormatError("the key id does not belong to the name and the key");
  }
  return createVerifierKey(name, typedKey.slice(1), type);
}

function typeOf(byte: number | undefined): KeyType {
  if (byte === typeBytes.ed25519) return "ed25519";
  if (byte === typeBytes.cosignature) return "cosignature";
  throw new FormatError("not an Ed25519 key");
}

function formatKeyId(name: string, typedKey: Uint8Array): string {
  const digest = sha256(concatBytes(encodeText(`${name}\n`), typedKey));
  return formatHex(digest.subarray(0, keyIdLength));
}

function requireStrongKey(publicKey: Uint8Array): void {
  if (publicKey.length !== publicKeyLength) {
    throw new FormatError("an Ed25519 public key has another length");
  }
  if (isSmallOrder(publicKey)) throw new FormatError("the key is of small order");
}

function isSmallOrder(publicKey: Uint8Array): boolean {
  try {
    return Point.fromBytes(publicKey, false).isSmallOrder();
  } catch (cause) {
    throw new FormatError("the key is not a point of the curve", { cause });
  }
}
