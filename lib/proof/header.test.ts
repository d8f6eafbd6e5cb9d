import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatEntryData, formatOrganizationData } from "@/lib/proof/chain";
import { FormatError } from "@/lib/proof/format-error";
import { parseEntryData, parseOrganizationData } from "@/lib/proof/header";

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const recordedAt = "2026-01-02T03:04:05.000006Z";
const headers = fc.record({
  stream: fc.nat().map((slot) => `a.example/o/3/c/${slot}`),
  sidx: fc.maxSafeNat(),
  recordedAt: fc.constant(recordedAt),
  prevHash: hashes,
  fieldCount: fc.nat(),
  bodyRoot: hashes,
});
const places = fc.record({
  organization: fc.nat().map((slot) => `a.example/o/${slot}`),
  idx: fc.maxSafeNat(),
  recordedAt: fc.constant(recordedAt),
  prevHash: hashes,
  clientSlot: fc.nat(),
  sidx: fc.maxSafeNat(),
  entryHash: hashes,
});

describe("the hashed text of an entry", () => {
  it("is read as it was written, in both chains", () => {
    fc.assert(
      fc.property(headers, places, (header, place) => {
        expect(parseEntryData(formatEntryData(header))).toEqual(header);
        expect(parseOrganizationData(formatOrganizationData(place))).toEqual(place);
      }),
    );
  });

  it("is refused when it is spelled in any other way", () => {
    const zero = "0".repeat(64);
    const text = `custody/entry/v1\na/o/3/c/7\n4\n${recordedAt}\n${zero}\n8 ${zero}\n`;
    expect(parseEntryData(text)).toMatchObject({ sidx: 4, fieldCount: 8 });
    for (const [from, to] of [
      ["entry/v1", "entry/v2"],
      ["custody/entry", "custody/org"],
      ["\n4\n", "\n04\n"],
      ["\n4\n", "\n+4\n"],
      ["\n4\n", "\n4.0\n"],
      ["\n4\n", "\n\n"],
      ["\n4\n", "\n9007199254740993\n"],
      ["/c/7", "/c/07"],
      ["/c/7", ""],
      ["05.000006Z", "05.00000Z"],
      ["8 0", "8  0"],
      ["8 0", "0"],
      [`${zero}\n8`, `${zero.slice(2)}\n8`],
      [`8 ${zero}`, `8 ${zero}00`],
      [`8 ${zero}\n`, `8 ${zero}`],
      [`8 ${zero}\n`, `8 ${zero}\n\n`],
      [`8 ${zero}\n`, `8 ${zero} \n`],
    ] as const) {
      expect(text).toContain(from);
      expect(() => parseEntryData(text.replace(from, to)), to).toThrow(FormatError);
    }
    expect(() => parseOrganizationData(text)).toThrow("not a header of custody/org/v1");
  });
});
