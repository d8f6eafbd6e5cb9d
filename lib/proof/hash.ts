/**
 * Guarantees: SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and the two
 * domain-separated hashes H0 and H1 of docs/format.md and RFC 6962 section 2.1, with the
 * same answer in Node and in a browser.
 * Does not: keep secrets out of memory or run in constant time; the only secret that
 * passes here is an entry key, which whoever may verify the entry holds anyway.
 */
import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import { bytesOfBinary, utf8BytesPerUnitMax, writeText } from "./bytes";

export const hashLength = 32;
/** What HKDF may give at most (RFC 5869, section 2.3). */
export const derivedLengthMax = 255 * hashLength;
const blockLength = 64;
const leafPrefix = 0x00;
const nodePrefix = 0x01;
const innerPad = 0x36;
const outerPad = 0x5c;

type NativeHash = (algorithm: string, data: Uint8Array, encoding: "latin1") => string;
type Runtime = {
  process?: { getBuiltinModule?: (id: string) => { hash?: NativeHash } | undefined };
};

const nativeHash = (globalThis as Runtime).process?.getBuiltinModule?.(
  "node:crypto",
)?.hash;

/**
 * Measured on Node 20: an array above 64 bytes costs four times the hash of it, and so
 * does a digest taken as a Buffer. Hence one scratch buffer, and digests as Latin-1 text.
 * Nothing here is asynchronous, so no two hashes share the buffer at once.
 */
const scratch = new Uint8Array(16_384);

function takeBuffer(length: number): Uint8Array {
  return length <= scratch.length ? scratch : new Uint8Array(length);
}

/** sha256 returns the SHA-256 digest of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (nativeHash === undefined) return portableSha256(bytes);
  return bytesOfBinary(nativeHash("sha256", bytes, "latin1"));
}

/** Where in a buffer a hash goes to, or stands. */
export type HashPlace = readonly [buffer: Uint8Array, at: number];

/** hashInto puts the SHA-256 digest of some bytes into a buffer: no array of its own. */
export function hashInto(bytes: Uint8Array, [out, at]: HashPlace): void {
  if (nativeHash === undefined) {
    out.set(portableSha256(bytes), at);
    return;
  }
  const digest = nativeHash("sha256", bytes, "latin1");
  for (let place = 0; place < hashLength; place += 1) {
    out[at + place] = digest.charCodeAt(place);
  }
}

/** hashLeaf returns H0: the Merkle leaf hash of some bytes. */
export function hashLeaf(data: Uint8Array): Uint8Array {
  const buffer = takeBuffer(1 + data.length);
  buffer[0] = leafPrefix;
  buffer.set(data, 1);
  return sha256(buffer.subarray(0, 1 + data.length));
}

/** hashLeafText returns H0 of the UTF-8 bytes of a text. */
export function hashLeafText(text: string): Uint8Array {
  const lengthMax = text.length * utf8BytesPerUnitMax;
  const hash = new Uint8Array(hashLength);
  hashLeafInto([hash, 0], lengthMax, (buffer, at) => writeText(text, buffer, at));
  return hash;
}

/**
 * hashLeafInto puts H0 of the bytes that `write` puts into a buffer from an offset on.
 * Requires: `write` returns how many it wrote, at most `lengthMax`, and hashes nothing.
 */
export function hashLeafInto(
  place: HashPlace,
  lengthMax: number,
  write: (buffer: Uint8Array, offset: number) => number,
): void {
  const buffer = takeBuffer(1 + lengthMax);
  buffer[0] = leafPrefix;
  hashInto(buffer.subarray(0, 1 + write(buffer, 1)), place);
}

const pair = new Uint8Array(1 + 2 * hashLength).fill(nodePrefix, 0, 1);

/** hashPairInto puts H1 of two hashes that lie side by side. */
export function hashPairInto(place: HashPlace, [hashes, from]: HashPlace): void {
  for (let place = 0; place < 2 * hashLength; place += 1) {
    pair[1 + place] = hashes[from + place] ?? 0;
  }
  hashInto(pair, place);
}

/** hashNode returns H1: the hash of an inner Merkle node over its two children. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  scratch[0] = nodePrefix;
  scratch.set(left, 1);
  scratch.set(right, 1 + left.length);
  return sha256(scratch.subarray(0, 1 + left.length + right.length));
}

/** hmacSha256 returns the HMAC-SHA256 tag of some bytes under a key. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  const hmac = startHmac(key, data.length);
  hmac.inner.set(data, blockLength);
  const tag = new Uint8Array(hashLength);
  finishHmac(hmac, data.length, [tag, 0]);
  return tag;
}

/** The two padded keys, each with room for what is hashed behind it. */
type Hmac = { inner: Uint8Array; outer: Uint8Array };

const innerScratch = new Uint8Array(1024);
const outerScratch = new Uint8Array(blockLength + hashLength);

function startHmac(key: Uint8Array, messageLengthMax: number): Hmac {
  const length = blockLength + messageLengthMax;
  const inner = length <= innerScratch.length ? innerScratch : new Uint8Array(length);
  const blockKey = key.length > blockLength ? sha256(key) : key;
  for (let at = 0; at < blockLength; at += 1) {
    inner[at] = (blockKey[at] ?? 0) ^ innerPad;
    outerScratch[at] = (blockKey[at] ?? 0) ^ outerPad;
  }
  return { inner, outer: outerScratch };
}

function finishHmac({ inner, outer }: Hmac, length: number, place: HashPlace): void {
  hashInto(inner.subarray(0, blockLength + length), [outer, blockLength]);
  hashInto(outer, place);
}

export type KeyDerivation = {
  ikm: Uint8Array;
  salt: Uint8Array;
  info: Uint8Array;
  length: number;
};

/**
 * deriveKey returns `length` bytes of HKDF-SHA256 output.
 * Throws when more is asked for than HKDF may give.
 */
export function deriveKey({ ikm, salt, info, length }: KeyDerivation): Uint8Array {
  if (length > derivedLengthMax) throw new RangeError("HKDF cannot give that many bytes");
  const hmac = startHmac(hmacSha256(salt, ikm), hashLength + info.length + 1);
  const { inner } = hmac;
  const output = new Uint8Array(length);
  for (let offset = 0, counter = 1; offset < length; counter += 1) {
    const infoAt = counter === 1 ? 0 : hashLength;
    inner.set(info, blockLength + infoAt);
    inner[blockLength + infoAt + info.length] = counter;
    finishHmac(hmac, infoAt + info.length + 1, [inner, blockLength]);
    const end = blockLength + Math.min(hashLength, length - offset);
    output.set(inner.subarray(blockLength, end), offset);
    offset += hashLength;
  }
  return output;
}
