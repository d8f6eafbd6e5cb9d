/**
 * Guarantees: verifier keys of C2SP signed notes for Ed25519, `name+id+base64(type,
 * key)`, are read only when the id belongs to name and key and the key is a point of the
 * curve outside the small subgroup: under a key inside it anybody can sign.
 * Does not: sign or verify notes, or know other key types.
 * https://c2sp.org/signed-note
 */
import { Point } from "@noble/ed25519";
import { concatBytes, encodeText, formatBase64, formatHex, parseBase64 } from "./bytes";
import { FormatError } from "./format-error";
import { sha256 } from "./hash";
import { isKeyName } from "./names";

const ed25519Type = Uint8Array.of(0x01);
const publicKeyLength = 32;
const keyIdLength = 4;
const verifierKeyPattern = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u;

export type VerifierKey = { name: string; publicKey: Uint8Array };

/**
 * formatVerifierKey writes the verifier key of an Ed25519 public key.
 * Throws FormatError when the name or the key may not stand in one.
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new FormatError("not a key name");
  requireStrongKey(publicKey);
  const typedKey = concatBytes(ed25519Type, publicKey);
  return `${name}+${formatKeyId(name, typedKey)}+${formatBase64(typedKey)}`;
}

/** parseVerifierKey reads what formatVerifierKey writes. Throws FormatError. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = "", keyId, encoded = ""] = verifierKeyPattern.exec(text) ?? [];
  if (!isKeyName(name)) throw new FormatError("not a verifier key");
  const typedKey = parseBase64(encoded);
  if (typedKey[0] !== ed25519Type[0]) throw new FormatError("not an Ed25519 key");
  if (formatKeyId(name, typedKey) !== keyId) {
    throw new FormatError("the key id does not belong to the name and the key");
  }
  const publicKey = typedKey.slice(ed25519Type.length);
  requireStrongKey(publicKey);
  return { name, publicKey };
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
