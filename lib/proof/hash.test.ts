import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { concatBytes, encodeText, formatHex, parseHex } from "@/lib/proof/bytes";
import {
  derivedLengthMax,
  deriveKey,
  hashLeaf,
  hashLeafText,
  hashNode,
  hmacSha256,
  sha256,
} from "@/lib/proof/hash";
import { describeShared, sharedDir } from "@/testing/shared-data";

const anyBytes = fc.uint8Array({ maxLength: 300 });
const digest = (...parts: Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(parts)).digest("hex");

afterEach(() => vi.unstubAllGlobals());

describe("SHA-256", () => {
  it("is the same from Node's own code and from the portable library", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(sha256(bytes)).toEqual(portableSha256(bytes));
      }),
    );
  });

  it("falls back to the portable library where there is no Node", async () => {
    vi.resetModules();
    const bare = Object.create(process, { getBuiltinModule: { value: undefined } });
    vi.stubGlobal("process", bare);
    const browser = await import("@/lib/proof/hash");
    expect(browser.sha256).not.toBe(sha256);
    for (const size of [0, 1, 63, 64, 65, 100_000]) {
      const bytes = new Uint8Array(size).fill(size);
      expect(formatHex(browser.sha256(bytes))).toBe(digest(bytes));
      expect(formatHex(browser.hashLeaf(bytes))).toBe(digest(Uint8Array.of(0), bytes));
    }
  });
});

describe("the domain-separated hashes", () => {
  it("put 0x00 before a leaf and 0x01 before two nodes, at every length", () => {
    for (const size of [0, 1, 31, 32, 5_000, 16_383, 16_384, 300_000]) {
      const bytes = new Uint8Array(size).fill(0xab);
      expect(formatHex(hashLeaf(bytes))).toBe(digest(Uint8Array.of(0), bytes));
    }
    fc.assert(
      fc.property(anyBytes, anyBytes, (left, right) => {
        expect(formatHex(hashNode(left, right))).toBe(
          digest(Uint8Array.of(1), left, right),
        );
      }),
    );
  });

  it("hash a text as its UTF-8 bytes, short or long, in any script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(9_000), (text, repeats) => {
        const long = text.repeat(text === "" ? 0 : 1 + Math.floor(repeats / text.length));
        expect(hashLeafText(long)).toEqual(hashLeaf(encodeText(long)));
      }),
    );
  });
});

describe("HMAC-SHA256", () => {
  it("agrees with Node for keys and data of every length", () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (key, data) => {
        const expected = createHmac("sha256", key).update(data).digest("hex");
        expect(formatHex(hmacSha256(key, data))).toBe(expected);
      }),
    );
    const long = new Uint8Array(100_000).fill(3);
    const expected = createHmac("sha256", long).update(long).digest("hex");
    expect(formatHex(hmacSha256(long, long))).toBe(expected);
  });
});

describe("HKDF-SHA256", () => {
  it("refuses to give more than it may", () => {
    const none = concatBytes();
    const input = { ikm: none, salt: none, info: none };
    expect(deriveKey({ ...input, length: derivedLengthMax })).toHaveLength(
      derivedLengthMax,
    );
    expect(() => deriveKey({ ...input, length: derivedLengthMax + 1 })).toThrow(
      RangeError,
    );
  });
});

type HkdfCase = {
  ikm: string;
  salt: string;
  info: string;
  size: number;
  okm: string;
  result: string;
};

describeShared("HKDF-SHA256 against Wycheproof", () => {
  it("gives every known output and refuses every size that is too large", () => {
    const file = `${sharedDir}vectors/wycheproof/hkdf_sha256_test.json`;
    const { testGroups } = JSON.parse(readFileSync(file, "utf8")) as {
      testGroups: { tests: HkdfCase[] }[];
    };
    const cases = testGroups.flatMap((group) => group.tests);
    expect(cases).toHaveLength(86);
    for (const { ikm, salt, info, size, okm, result } of cases) {
      const derive = () =>
        deriveKey({
          ikm: parseHex(ikm),
          salt: parseHex(salt),
          info: parseHex(info),
          length: size,
        });
      if (result === "valid") expect(formatHex(derive())).toBe(okm);
      else expect(derive).toThrow(RangeError);
    }
  });
});
