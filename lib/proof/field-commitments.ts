/**
 * Guarantees: each value of an entry is committed to under a salt of its own, so one
 * value can be opened or erased without telling anything about the others, and the order
 * and number of the values are fixed by the root.
 * Does not: hide how many values there are, or which of them are shown.
 * Implements docs/format.md, section 3: salts, F_i and body_root (HKDF: RFC 5869).
 */
import { encodeText, utf8BytesPerUnitMax, writeHex, writeText } from "./bytes";
import {
  derivedLengthMax,
  deriveKey,
  type HashPlace,
  hashLeafInto,
  hashLength,
} from "./hash";
import { hashTree, hashTreeInPlace } from "./merkle";

export const entryKeyLength = 16;
export const saltLength = 16;
export const fieldCountMax = derivedLengthMax / saltLength;
const lineFeed = 0x0a;
const noSalt = new Uint8Array(0);
const saltsInfo = encodeText("custody/salts/v1");

export type FieldCommitments = { leaves: Uint8Array[]; root: Uint8Array };

/**
 * deriveSalts returns the salts of the first `count` fields of an entry.
 * Throws when the key has the wrong length or HKDF cannot give that many.
 */
export function deriveSalts(entryKey: Uint8Array, count: number): Uint8Array[] {
  const material = deriveSaltMaterial(entryKey, count);
  return Array.from({ length: count }, (_, index) => saltAt(material, index));
}

/** hashField returns F_i, the commitment to the canonical text of one field. */
export function hashField(index: number, salt: Uint8Array, text: string): Uint8Array {
  const hash = new Uint8Array(hashLength);
  hashFieldInto({ index, salt, text }, [hash, 0]);
  return hash;
}

type Field = { index: number; salt: Uint8Array; text: string };

function hashFieldInto({ index, salt, text }: Field, place: HashPlace): void {
  const prefix = prefixOf(index);
  const lengthMax =
    prefix.length + salt.length * 2 + 1 + text.length * utf8BytesPerUnitMax;
  hashLeafInto(place, lengthMax, (buffer, offset) => {
    buffer.set(prefix, offset);
    let end = offset + prefix.length;
    end += writeHex(salt, buffer, end);
    buffer[end] = lineFeed;
    end += 1;
    return end - offset + writeText(text, buffer, end);
  });
}

const prefixes: Uint8Array[] = [];

/** Measured: every entry has the same first prefixes, and encoding them costs a fifth. */
function prefixOf(index: number): Uint8Array {
  prefixes[index] ??= encodeText(`custody/field/v1\n${index}\n`);
  return prefixes[index];
}

/**
 * commitFields returns the commitments to all fields of an entry and their body root.
 * Throws as deriveSalts does.
 */
export function commitFields(
  entryKey: Uint8Array,
  texts: readonly string[],
): FieldCommitments {
  const material = deriveSaltMaterial(entryKey, texts.length);
  const leaves = texts.map((text, index) =>
    hashField(index, saltAt(material, index), text),
  );
  return { leaves, root: hashTree(leaves) };
}

const flatLeaves = new Uint8Array(fieldCountMax * hashLength);

/**
 * hashBody returns the root of commitFields, and keeps nothing else: what verification
 * does most. Throws as deriveSalts does.
 */
export function hashBody(entryKey: Uint8Array, texts: readonly string[]): Uint8Array {
  const material = deriveSaltMaterial(entryKey, texts.length);
  for (const [index, text] of texts.entries()) {
    const field = { index, salt: saltAt(material, index), text };
    hashFieldInto(field, [flatLeaves, index * hashLength]);
  }
  return hashTreeInPlace(flatLeaves, texts.length);
}

function deriveSaltMaterial(entryKey: Uint8Array, count: number): Uint8Array {
  if (entryKey.length !== entryKeyLength) throw new RangeError("not an entry key");
  const length = saltLength * count;
  return deriveKey({ ikm: entryKey, salt: noSalt, info: saltsInfo, length });
}

function saltAt(material: Uint8Array, index: number): Uint8Array {
  return material.subarray(index * saltLength, (index + 1) * saltLength);
}
