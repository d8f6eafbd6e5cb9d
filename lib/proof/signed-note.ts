/**
 * Guarantees: C2SP signed notes are read in exactly one way and written byte for byte as
 * other tools write them; a note is good only when every signature of a known key holds
 * and at least one does.
 * Does not: say which keys to trust (the verifier's own policy does), or what the text
 * means (checkpoint.ts).
 * https://c2sp.org/signed-note
 */
import {
  concatBytes,
  encodeText,
  formatBase64,
  formatHex,
  parseBase64,
  parseHex,
} from "./bytes";
import { checkCosignature, formatCosignedText } from "./cosignature";
import { derivePublicKey, isSignature, signMessage } from "./ed25519";
import { FormatError } from "./format-error";
import { isKeyName } from "./names";
import { type Failure, failure } from "./verdict";
import {
  createVerifierKey,
  type KeyType,
  keyIdLength,
  type VerifierKey,
} from "./verifier-key";

export const noteSignaturesMax = 100;
const signaturePrefix = "— ";
const notInText = /[\u0000-\u0009\u000b-\u001f\ud800-\udfff]/u;

export type NoteSignature = {
  name: string;
  keyId: string;
  /** What follows the key id: for a witness, a time and then the signature. */
  bytes: Uint8Array;
};

/** The text ends with a line feed; each signature line follows the empty line. */
export type Note = { text: string; signatures: NoteSignature[] };

export type NoteSigner = { key: VerifierKey; seed: Uint8Array };

export type NoteVerdict =
  | { ok: true; verified: VerifierKey[]; unverified: NoteSignature[] }
  | Failure;

/** createSigner returns the signer of a name and a seed. Throws FormatError. */
export function createSigner(
  name: string,
  seed: Uint8Array,
  type: KeyType = "ed25519",
): NoteSigner {
  return { key: createVerifierKey(name, derivePublicKey(seed), type), seed };
}

/** formatNote writes a note. Throws FormatError when the text may not stand in one. */
export function formatNote({ text, signatures }: Note): string {
  requireText(text);
  return `${text}\n${signatures.map(formatSignature).join("")}`;
}

/** formatSignature writes one signature line. */
export function formatSignature({ name, keyId, bytes }: NoteSignature): string {
  const encoded = formatBase64(concatBytes(parseHex(keyId), bytes));
  return `${signaturePrefix}${name} ${encoded}\n`;
}

/** parseNote reads what formatNote writes. Throws FormatError. */
export function parseNote(note: string): Note {
  const split = note.lastIndexOf("\n\n");
  if (split === -1)
    throw new FormatError("a note has an empty line before its signatures");
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  requireText(text);
  if (lines.pop() !== "" || lines.length === 0) {
    throw new FormatError("a note ends with signature lines");
  }
  if (lines.length > noteSignaturesMax) throw new FormatError("too many signatures");
  return { text, signatures: lines.map(parseSignature) };
}

/** parseSignature reads one signature line without its line feed. Throws FormatError. */
export function parseSignature(line: string): NoteSignature {
  if (!line.startsWith(signaturePrefix)) throw new FormatError("not a signature line");
  const [name = "", encoded = "", ...rest] = line
    .slice(signaturePrefix.length)
    .split(" ");
  const bytes = parseBase64(encoded);
  if (!isKeyName(name) || rest.length > 0 || bytes.length <= keyIdLength) {
    throw new FormatError("not a signature line");
  }
  const keyId = formatHex(bytes.subarray(0, keyIdLength));
  return { name, keyId, bytes: bytes.slice(keyIdLength) };
}

/**
 * signNote writes a note with one signature of each signer.
 * Throws FormatError when the text may not stand in a note.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  return formatNote({
    text,
    signatures: signers.map(({ key, seed }) => {
      const { name, keyId, type } = key;
      if (type !== "ed25519") throw new FormatError("a witness signs with a time");
      return { name, keyId, bytes: signMessage(seed, encodeText(text)) };
    }),
  });
}

/** cosignText returns a witness's signature of a text at a time in Unix seconds. */
export function cosignText(
  text: string,
  { key, seed }: NoteSigner,
  timeSeconds: number,
): NoteSignature {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(timeSeconds));
  const signature = signMessage(seed, encodeText(formatCosignedText(text, timeSeconds)));
  return { name: key.name, keyId: key.keyId, bytes: concatBytes(time, signature) };
}

/**
 * checkNote tells which of the known keys signed a note. Returns a failure when the note
 * cannot be read, a signature of a known key does not hold, or no known key signed it.
 * A key's second signature counts no more than its first.
 */
export function checkNote(note: string, keys: readonly VerifierKey[]): NoteVerdict {
  const parsed = readNote(note);
  if ("ok" in parsed) return parsed;
  const verified = new Set<VerifierKey>();
  const unverified: NoteSignature[] = [];
  for (const [at, signature] of parsed.signatures.entries()) {
    const key = keys.find(
      ({ name, keyId }) => name === signature.name && keyId === signature.keyId,
    );
    if (key === undefined) unverified.push(signature);
    else if (isOf(key, signature, parsed.text)) verified.add(key);
    else
      return failure(at, `a signature of ${key.name}`, "another", "a signature is bad");
  }
  if (verified.size > 0) return { ok: true, verified: [...verified], unverified };
  const names = parsed.signatures.map(({ name, keyId }) => `${name}+${keyId}`).join(", ");
  return failure(0, "a signature of a known key", names, "no known key signed the note");
}

function readNote(note: string): Note | Failure {
  try {
    return parseNote(note);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure(0, "a signed note", error.message, "the note cannot be read");
  }
}

function isOf(key: VerifierKey, { bytes }: NoteSignature, text: string): boolean {
  if (key.type === "cosignature") return checkCosignature(key, bytes, text).ok;
  return isSignature(bytes, encodeText(text), key.publicKey);
}

function requireText(text: string): void {
  if (!text.endsWith("\n") || text.length < 2 || notInText.test(text)) {
    throw new FormatError("the text may not stand in a note");
  }
}
