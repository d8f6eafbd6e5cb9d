import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "@/lib/proof/format-error";
import {
  formatOrganizationName,
  formatStreamName,
  isKeyName,
  parseOrganizationName,
  parseStreamName,
} from "@/lib/proof/names";

const origin = "audit.northwind.example/custody1";
const origins = fc
  .array(fc.constantFrom("a.example", "o", "c", "0", "7", "ö"), { minLength: 1 })
  .map((parts) => parts.join("/"));

describe("the names of organizations and streams", () => {
  it("are those of docs/format.md", () => {
    const organization = formatOrganizationName(origin, 3);
    expect(organization).toBe(`${origin}/o/3`);
    expect(formatStreamName(organization, 0)).toBe(`${origin}/o/3/c/0`);
  });

  it("tell what they were made of, even where an origin looks like a name", () => {
    fc.assert(
      fc.property(origins, fc.maxSafeNat(), fc.maxSafeNat(), (root, slot, client) => {
        const organization = formatOrganizationName(root, slot);
        expect(parseOrganizationName(organization)).toEqual({ origin: root, slot });
        const stream = formatStreamName(organization, client);
        expect(parseStreamName(stream)).toEqual({ organization, slot: client });
      }),
    );
  });

  it.each(["", "a/o/", "a/o/01", "a/o/-1", "a/o/1 ", "a/c/1", "/o/1", "a b/o/1"])(
    "refuse %j as an organization",
    (name) => {
      expect(() => parseOrganizationName(name)).toThrow(FormatError);
    },
  );

  it.each(["a/c/1", "a/o/1", "a/o/1/c/", "a/o/1/c/00", "a/o/1/c/1\n", "a\n/o/1/c/1"])(
    "refuse %j as a stream",
    (name) => {
      expect(() => parseStreamName(name)).toThrow(FormatError);
    },
  );

  it("refuse a number that would not come back", () => {
    expect(() => parseOrganizationName("a/o/9007199254740993")).toThrow(FormatError);
    for (const slot of [-1, 0.5, 2 ** 53, Number.NaN]) {
      expect(() => formatOrganizationName(origin, slot)).toThrow(RangeError);
      expect(() => formatStreamName(`${origin}/o/1`, slot)).toThrow(RangeError);
    }
    expect(() => formatOrganizationName("two words", 1)).toThrow(RangeError);
    expect(() => formatStreamName(origin, 1)).toThrow(FormatError);
  });

  it("hold nothing that would end a line or a name of a signed note", () => {
    for (const name of [
      "",
      "a b",
      "a+b",
      "a\nb",
      "a\u2028b",
      "a\u0085b",
      "a\0",
      "\ud800",
    ]) {
      expect(isKeyName(name)).toBe(false);
    }
  });
});
