import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHex } from "@/lib/proof/bytes";
import {
  commitFields,
  deriveSalts,
  entryKeyLength,
  fieldCountMax,
  hashBody,
  hashField,
  saltLength,
} from "@/lib/proof/field-commitments";
import { referenceLeaf, referenceRoot } from "@/testing/reference-tree";

const keys = fc.uint8Array({ minLength: entryKeyLength, maxLength: entryKeyLength });
const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 40 });

describe("the commitments to an entry's fields", () => {
  it("are those of docs/format.md, built with Node's own primitives", () => {
    fc.assert(
      fc.property(keys, texts, (key, fields) => {
        const length = fields.length * saltLength;
        const output = hkdfSync("sha256", key, "", "custody/salts/v1", length);
        const salts = Buffer.from(output);
        const leaves = fields.map((text, at) => {
          const salt = salts.subarray(at * saltLength, (at + 1) * saltLength);
          const line = `custody/field/v1\n${at}\n${salt.toString("hex")}\n${text}`;
          return referenceLeaf(Buffer.from(line));
        });
        expect(commitFields(key, fields)).toEqual({
          leaves,
          root: referenceRoot(leaves),
        });
        expect(hashBody(key, fields)).toEqual(referenceRoot(leaves));
      }),
    );
  });

  it("can be made one by one from the salts, and salts do not depend on the count", () => {
    const key = new Uint8Array(entryKeyLength).fill(7);
    const { leaves } = commitFields(key, ["null", '"a"', "1"]);
    const salts = deriveSalts(key, 5);
    expect(hashField(1, salts[1] ?? key, '"a"')).toEqual(leaves[1]);
    expect(new Set(salts.map(formatHex)).size).toBe(5);
  });

  it("differ when a text, its place or its salt differs", () => {
    const salt = new Uint8Array(saltLength);
    const hashes = [
      hashField(0, salt, "null"),
      hashField(1, salt, "null"),
      hashField(0, salt, '""'),
      hashField(
        0,
        salt.map(() => 1),
        "null",
      ),
    ];
    expect(new Set(hashes.map(formatHex)).size).toBe(hashes.length);
  });

  it("refuse a key of another length and more fields than HKDF has salts for", () => {
    const key = new Uint8Array(entryKeyLength);
    expect(() => deriveSalts(key.subarray(1), 8)).toThrow(RangeError);
    expect(deriveSalts(key, fieldCountMax)).toHaveLength(fieldCountMax);
    expect(() => deriveSalts(key, fieldCountMax + 1)).toThrow(RangeError);
  });
});
