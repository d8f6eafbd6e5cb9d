import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeText, formatHex } from "./bytes";
import { hashLeafText, hashLength } from "./hash";
import { LeafWriter, lineFeed, space } from "./leaf-writer";

const hashes = fc.uint8Array({ minLength: hashLength, maxLength: hashLength });

it("a text that is written piece by piece has the hash of the whole text", () => {
  const writer = new LeafWriter(1024);
  fc.assert(
    fc.property(fc.string(), fc.maxSafeNat(), hashes, (prefix, count, hash) => {
      const digest = new Uint8Array(1 + hashLength);
      writer.begin(encodeText(prefix));
      writer.count(count);
      writer.byte(lineFeed);
      writer.hash([hash, 0]);
      writer.byte(space);
      writer.finish([digest, 1]);
      const whole = hashLeafText(`${prefix}${count}\n${formatHex(hash)} `);
      expect(digest.subarray(1)).toEqual(whole);
    }),
  );
});
