export type Weighted = { readonly weight: number };

const hexDigits = "0123456789abcdef";

/**
 * The sfc32 generator of PractRand: small, fast, the same everywhere for the same seed.
 * For made-up histories only, never for the keys of a real organization.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: string) {
    this.#a = mix(seed, 0x9e3779b9);
    this.#b = mix(seed, 0x85ebca6b);
    this.#c = mix(seed, 0xc2b2ae35);
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** 32 random bits. */
  word(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 up to, never including, 1: fine enough for the microseconds of a year. */
  fraction(): number {
    return ((this.word() >>> 6) * 2 ** 26 + (this.word() >>> 6)) / 2 ** 52;
  }

  /** A whole number, both bounds included. */
  int(from: number, to: number): number {
    return from + Math.floor((this.word() / 2 ** 32) * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.word() / 2 ** 32 < probability;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.int(0, list.length - 1)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  }

  weighted<T extends Weighted>(list: readonly T[]): T {
    let rest = this.fraction() * list.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of list) {
      rest -= item.weight;
      if (rest < 0) return item;
    }
    return this.pick(list);
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 4) {
      const word = this.word();
      for (let place = 0; place < 4; place += 1) bytes[at + place] = word >>> (place * 8);
    }
    return bytes;
  }

  hex(length: number): string {
    let text = "";
    while (text.length < length) {
      const word = this.word();
      for (let shift = 28; shift >= 0; shift -= 4)
        text += hexDigits[(word >>> shift) & 15];
    }
    return text.slice(0, length);
  }

  /** RFC 9562 version 4 in form; its bits are the seed's. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = hexDigits[8 + this.int(0, 3)];
    const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}`;
    return `${head}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** FNV-1a over the text, finished so that near seeds give far states. */
function mix(text: string, start: number): number {
  let state = start | 0;
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
  return state ^ (state >>> 16);
}
