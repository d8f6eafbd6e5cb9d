/**
 * Guarantees: the H0 of a text that is written piece by piece as bytes; the same hash as
 * hashLeafText gives of the whole text.
 * Does not: know what the text says: docs/format.md, section 3, and chain.ts do.
 */
import { writeHexOf } from "./bytes";
import { type HashPlace, hashInto, hashLength } from "./hash";

const leafPrefix = 0x00;
const zero = 0x30;
export const lineFeed = 0x0a;
export const space = 0x20;

/**
 * Measured: a text of an entry's header costs more to put together, and to encode, than
 * its hash does.
 */
export class LeafWriter {
  private readonly buffer: Uint8Array;
  private end = 1;

  constructor(lengthMax: number) {
    this.buffer = new Uint8Array(1 + lengthMax);
    this.buffer[0] = leafPrefix;
  }

  /** begin starts a text with bytes of it. Requires: all of it has room. */
  begin(prefix: Uint8Array): void {
    this.end = 1;
    this.bytes(prefix);
  }

  bytes(bytes: Uint8Array): void {
    this.buffer.set(bytes, this.end);
    this.end += bytes.length;
  }

  byte(value: number): void {
    this.buffer[this.end] = value;
    this.end += 1;
  }

  /** count writes a whole number that is not negative. */
  count(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
    let rest = value;
    for (let at = this.end + digits - 1; at >= this.end; at -= 1) {
      this.buffer[at] = zero + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.end += digits;
  }

  /** hash writes the hash that stands at a place, in hexadecimal. */
  hash([hashes, at]: HashPlace): void {
    this.end += writeHexOf([hashes, at, hashLength], this.buffer, this.end);
  }

  /** finish puts the hash of all that was written. */
  finish(place: HashPlace): void {
    hashInto(this.buffer.subarray(0, this.end), place);
  }
}
