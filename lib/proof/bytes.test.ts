import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  concatBytes,
  encodeText,
  formatBase64,
  formatHex,
  isEqualBytes,
  parseBase64,
  parseHex,
} from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";

const anyBytes = fc.uint8Array({ maxLength: 100 });

describe("bytes as text", () => {
  it("come back from hex and base64 as they were, spelled as Node spells them", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(parseHex(formatHex(bytes))).toEqual(bytes);
        expect(parseBase64(formatBase64(bytes))).toEqual(bytes);
        expect(formatHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(formatBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
  });

  it.each(["0", "0G", "AB", " 00", "00\n", "é0"])("refuses the hex %j", (text) => {
    expect(() => parseHex(text)).toThrow(FormatError);
  });

  it.each(["AA", "AA=", "AB==", "AA==\n", "A A=", "AA-_", "====", "=AAA", "AAAAA==="])(
    "refuses the base64 %j, of which another spelling exists or none",
    (text) => {
      expect(() => parseBase64(text)).toThrow(FormatError);
    },
  );

  it("are joined in order and compared whole", () => {
    const joined = concatBytes(encodeText("é"), Uint8Array.of(), Uint8Array.of(7));
    expect([...joined]).toEqual([0xc3, 0xa9, 7]);
    expect(isEqualBytes(joined, Uint8Array.of(0xc3, 0xa9, 7))).toBe(true);
    expect(isEqualBytes(joined, Uint8Array.of(0xc3, 0xa9))).toBe(false);
    expect(isEqualBytes(joined, Uint8Array.of(0xc3, 0xa9, 8))).toBe(false);
  });
});
