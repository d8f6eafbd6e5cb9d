/**
 * Guarantees: CRC-32 as zip archives carry it (ISO 3309), over bytes that may come in
 * parts.
 * Does not: prove anything; it finds accidents. Hashes and signatures do the rest.
 */
const polynomial = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    rest = (rest & 1) === 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  }
  return rest;
});

/**
 * computeChecksum returns the CRC-32 of some bytes; `before` is that of what came ahead of
 * them.
 */
export function computeChecksum(bytes: Uint8Array, before = 0): number {
  let rest = ~before >>> 0;
  for (let at = 0; at < bytes.length; at += 1) {
    rest = (table[(rest ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return ~rest >>> 0;
}
