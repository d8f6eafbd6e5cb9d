import { type Bits, createBits, fillRange } from "./bitmap";
import { type Block, blockRows } from "./layout";

/**
 * Which blocks of rows may hold a rare word: a bit for each block and slot, the slot being
 * that of three characters in a row. Identifiers of hex digits have slots of their own, or
 * they would fill those of words.
 */
const hexSlots = 16 ** 3;
const slotCount = 16_384;
const slotsPerPart = 8;

export type Signature = { slots: Map<number, Uint8Array>; blockCount: number };

export function createSignature(rowCount: number): Signature {
  return { slots: new Map(), blockCount: Math.ceil(rowCount / blockRows) };
}

export function addToSignature(signature: Signature, word: string, row: number): void {
  const block = Math.floor(row / blockRows);
  for (let at = 0; at + 2 < word.length; at += 1) {
    const slot = slotAt(word, at);
    let bits = signature.slots.get(slot);
    if (!bits) {
      bits = new Uint8Array(bytesPerSlot(signature.blockCount));
      signature.slots.set(slot, bits);
    }
    bits[block >>> 3] = (bits[block >>> 3] ?? 0) | (1 << (block & 7));
  }
}

export function encodeSignature({ slots, blockCount }: Signature): Block[] {
  const size = bytesPerSlot(blockCount);
  const parts = new Map<number, Uint8Array>();
  for (const slot of [...slots.keys()].sort((one, other) => one - other)) {
    const part = Math.floor(slot / slotsPerPart);
    const content = parts.get(part) ?? new Uint8Array(slotsPerPart * size);
    content.set(slots.get(slot) ?? [], (slot % slotsPerPart) * size);
    parts.set(part, content);
  }
  return [...parts].map(([part, content]) => ({ dimension: "slots", part, content }));
}

/** The slots of a piece, those of rare letters first; none when it is too short for one. */
export function listSlots(piece: string): number[] {
  const slots = new Set<number>();
  for (let at = 0; at + 2 < piece.length; at += 1) slots.add(slotAt(piece, at));
  return [...slots].sort(
    (one, other) => Number(one < hexSlots) - Number(other < hexSlots),
  );
}

export function partOfSlot(slot: number): number {
  return Math.floor(slot / slotsPerPart);
}

/** Leaves in `blocks` those that have the slot; a part that is absent has none. */
export function keepBlocks(
  blocks: Uint8Array,
  slot: number,
  content: Uint8Array | undefined,
): void {
  const offset = (slot % slotsPerPart) * blocks.length;
  for (let at = 0; at < blocks.length; at += 1) {
    blocks[at] = (blocks[at] ?? 0) & (content?.[offset + at] ?? 0);
  }
}

export function createAllBlocks(rowCount: number): Uint8Array {
  const blockCount = Math.ceil(rowCount / blockRows);
  const blocks = new Uint8Array(bytesPerSlot(blockCount)).fill(0xff);
  const spare = blocks.length * 8 - blockCount;
  const last = blocks.length - 1;
  blocks[last] = (blocks[last] ?? 0) >>> spare;
  return blocks;
}

export function rowsOfBlocks(blocks: Uint8Array, rowCount: number): Bits {
  const bits = createBits(rowCount);
  for (let block = 0; block * blockRows < rowCount; block += 1) {
    if ((((blocks[block >>> 3] ?? 0) >>> (block & 7)) & 1) === 0) continue;
    fillRange(bits, block * blockRows, Math.min(rowCount, (block + 1) * blockRows));
  }
  return bits;
}

function bytesPerSlot(blockCount: number): number {
  return Math.ceil(blockCount / 8);
}

function slotAt(word: string, at: number): number {
  const one = word.charCodeAt(at);
  const two = word.charCodeAt(at + 1);
  const three = word.charCodeAt(at + 2);
  const digits = [hexDigit(one), hexDigit(two), hexDigit(three)] as const;
  if (digits[0] >= 0 && digits[1] >= 0 && digits[2] >= 0) {
    return (digits[0] << 8) | (digits[1] << 4) | digits[2];
  }
  const mixed = Math.imul(Math.imul(one, 0x9e3779b1) ^ two, 0x85ebca6b) ^ three;
  const spread = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0;
  return hexSlots + (spread % (slotCount - hexSlots));
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}
