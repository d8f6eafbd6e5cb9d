import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeText } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";
import { parseStrictJson } from "@/lib/proof/strict-json";
import { describeShared, sharedDir } from "@/testing/shared-data";

const stored = fc
  .jsonValue({ maxDepth: 6, stringUnit: "binary" })
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "")));

describe("the canonical text of a value", () => {
  it("is stable: read strictly and written again it is the same", () => {
    fc.assert(
      fc.property(stored, (value: JsonValue) => {
        const text = formatCanonical(value);
        const parsed = parseStrictJson(encodeText(text));
        expect(parsed).toMatchObject({ ok: true });
        expect(parsed.ok && formatCanonical(parsed.value)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not depend on the order in which keys were sent", () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary" }), fc.integer()), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(pairs, (members) => {
        const reversed = Object.fromEntries([...members].reverse());
        expect(formatCanonical(reversed)).toBe(
          formatCanonical(Object.fromEntries(members)),
        );
      }),
    );
  });

  it("sorts keys by code unit and escapes no more than it must", () => {
    const value = { "\ufb33": 1, "😀": 2, ö: 3, "": 4, "\r": 5, "1": 6, __proto: 7 };
    expect(formatCanonical(value)).toBe(
      '{"":4,"\\r":5,"1":6,"__proto":7,"ö":3,"😀":2,"\ufb33":1}',
    );
    expect(formatCanonical('\u007f\u2028/"\\\u001f')).toBe(
      '"\u007f\u2028/\\"\\\\\\u001f"',
    );
    expect(formatCanonical([-0, [], {}, [[]], ""])).toBe('[0,[],{},[[]],""]');
  });

  it.each([
    ["infinity", Number.POSITIVE_INFINITY],
    ["not a number", [Number.NaN]],
    ["half a surrogate pair", { a: "\ud800" }],
    ["half a surrogate pair in a key", { "\udc00": 1 }],
  ])("does not exist for %s", (_, value) => {
    expect(() => formatCanonical(value)).toThrow(TypeError);
  });

  it("does not exist for what JSON has no word for", () => {
    const others: unknown[] = [undefined, { a: undefined }, [undefined], 1n, () => 1];
    for (const value of others) {
      expect(() => formatCanonical(value as JsonValue)).toThrow(TypeError);
    }
    const nameless = others[1] as JsonValue;
    expect(() => formatCanonical(nameless)).toThrow("the member a is undefined");
  });
});

describeShared("the vectors of RFC 8785", () => {
  const folder = `${sharedDir}vectors/rfc8785-jcs/testdata/`;

  it.each(readdirSync(`${folder}input`))("hold for %s", (name) => {
    const value = JSON.parse(readFileSync(`${folder}input/${name}`, "utf8"));
    const expected = readFileSync(`${folder}output/${name}`, "utf8");
    const hex = readFileSync(`${folder}outhex/${name.replace("json", "txt")}`, "utf8");
    const text = formatCanonical(value);
    expect(text).toBe(expected);
    expect(Buffer.from(encodeText(text)).toString("hex")).toBe(hex.replace(/\s+/g, ""));
  });

  it("hold for the first 10,000 doubles of its generator", () => {
    const readme = readFileSync(`${folder}README.md`, "utf8");
    const lines = listDoubles(readme, 10_000).map(
      ([bits, value]) => `${bits},${formatCanonical(value)}\n`,
    );
    const digest = createHash("sha256").update(lines.join("")).digest("hex");
    expect(readme).toContain(`| ${digest} | 10000 `);
  });
});

/** The sequence the README describes; its fixed values are read out of it. */
function listDoubles(readme: string, count: number): [string, number][] {
  const fixed = readme.slice(readme.indexOf("staticU64s"), readme.indexOf("staticF64s"));
  const bits = [...fixed.matchAll(/0x([0-9a-f]{16})n/g)].map((hit) => `0x${hit[1]}`);
  const words = bits.map(BigInt);
  for (let at = 0n; at < 2_000n; at += 1n) words.push(0x0010000000000000n + at);
  let block = new Uint8Array(32);
  while (words.length < count) {
    block = new Uint8Array(createHash("sha256").update(block).digest());
    const view = new DataView(block.buffer);
    for (let at = 0; at < block.length; at += 8) {
      const value = view.getFloat64(at, true);
      if (value !== 0 && Number.isFinite(value)) words.push(view.getBigUint64(at, true));
    }
  }
  return words.slice(0, count).map((word) => [word.toString(16), doubleOf(word)]);
}

function doubleOf(word: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, word);
  return view.getFloat64(0);
}
