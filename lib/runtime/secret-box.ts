/**
 * Guarantees: a secret at rest is AES-256-GCM under the installation's key and bound to the
 * row it belongs to, so that a value moved to another row does not open.
 * Does not: protect against who runs the process; the key is in its environment.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * sealSecret encrypts `text` for the row `rowId`.
 * Throws: when the installation has no encryption key.
 */
export function sealSecret(text: string, rowId: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", readKey(), nonce);
  cipher.setAAD(Buffer.from(rowId));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/**
 * openSecret returns what sealSecret was given.
 * Throws: when the key, the row or a single bit is another. Guarded by "a secret moved to
 * another row does not open" in secret-box.test.ts.
 */
export function openSecret(sealed: Uint8Array, rowId: string): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv(
    "aes-256-gcm",
    readKey(),
    bytes.subarray(0, nonceBytes),
    { authTagLength: tagBytes },
  );
  decipher.setAAD(Buffer.from(rowId));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}

function readKey(): Buffer {
  const key = Buffer.from(process.env.CUSTODY_ENCRYPTION_KEY ?? "", "base64");
  if (key.length !== 32) {
    throw new Error("CUSTODY_ENCRYPTION_KEY is missing: npm start sets it.");
  }
  return key;
}
