import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeText } from "@/lib/proof/bytes";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import { type ParsedJson, parseStrictJson } from "@/lib/proof/strict-json";
import { describeShared, sharedDir } from "@/testing/shared-data";

const parse = (text: string, depthMax?: number) =>
  parseStrictJson(encodeText(text), depthMax);
const kindOf = (parsed: ParsedJson) => (parsed.ok ? "ok" : parsed.kind);

function readValue(text: string): JsonValue {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
}

describe("a document that is taken", () => {
  it("has the value JSON.parse gives it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const parsed = parse(text);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text, zeroOf));
        else expect(parsed.kind).toBe("policy");
      }),
      { numRuns: 1_000 },
    );
  });

  it("writes minus zero as zero", () => {
    for (const text of ["-0", "-0.0", "-0e5"])
      expect(Object.is(readValue(text), 0)).toBe(true);
  });

  it("may be as deep as the limit says", () => {
    expect(parse("[".repeat(32) + "]".repeat(32)).ok).toBe(true);
    expect(parse('{"a":{"b":1}}', 2).ok).toBe(true);
    expect(parse('"text"', 0).ok).toBe(true);
  });

  it("keeps keys that mean something to JavaScript as plain data", () => {
    const text =
      '{"__proto__":{"role":"owner"},"constructor":{"prototype":{"role":"owner"}},' +
      '"toString":1,"hasOwnProperty":2,"then":3,"toJSON":4}';
    const value = readValue(text);
    expect(Object.keys(value ?? {})).toEqual(Object.keys(JSON.parse(text)));
    expect(JSON.stringify({ ...(value as object), toJSON: 4 })).toBe(text);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("role" in {}).toBe(false);
    expect(isJsonObject(value) && Object.hasOwn(value, "__proto__")).toBe(true);
  });
});

function zeroOf(_: string, value: unknown): unknown {
  return Object.is(value, -0) ? 0 : value;
}

describe("a document JSON allows and an entry cannot keep", () => {
  it.each([
    ['{"a":1,"b":{"c":2,"c":2}}', "/b/c", "twice", 18],
    ['{"a":1,"\\u0061":2}', "/a", "twice", 7],
    ['{"__proto__":1,"__proto__":2}', "/__proto__", "twice", 15],
    ['{"é":["x","\\u0000"]}', "/é/1", "U+0000", 11],
    ['{"k":{"a\\u0000":1}}', "/k", "U+0000", 6],
    ['["\\ud800"]', "/0", "surrogate", 1],
    ['["\\udc00\\ud800"]', "/0", "surrogate", 1],
    ['{"\\ud800x":1}', "", "surrogate", 1],
    ['{"a/b":{"~":1e400}}', "/a~1b/~0", "send it as a string", 12],
    ["9007199254740993", "", "send it as a string", 0],
    ["[1,-1e-400]", "/1", "send it as a string", 3],
    ["[0.1000000000000000055511151231257827]", "/0", "send it as a string", 1],
    ["[[[]]]", "/0", "nested more than 1 deep", 1],
  ])("is refused at the place: %s", (text, pointer, detail, offset) => {
    const refusal = parse(text, text === "[[[]]]" ? 1 : undefined);
    expect(refusal).toMatchObject({ ok: false, kind: "policy", pointer, offset });
    expect(refusal).toHaveProperty("detail", expect.stringContaining(detail));
  });

  it("names the first of several places", () => {
    expect(parse('{"a":1e400,"a":2,"b":"\\u0000"}')).toMatchObject({ pointer: "/a" });
    expect(parse('{"a":1e400,"a":2}')).toHaveProperty(
      "detail",
      expect.stringContaining("double"),
    );
  });

  it("counts as broken when it is broken further on, in the depths too", () => {
    for (const flaw of ['"\\u0000"', "1e400", '{"a":1,"a":2}', "[[[[1]]]]"]) {
      expect(kindOf(parse(`[${flaw}]`, 3))).toBe("policy");
      expect(kindOf(parse(`[${flaw}`, 3))).toBe("syntax");
      expect(kindOf(parse(`[${flaw},]`, 3))).toBe("syntax");
    }
    for (const inner of ["{a:1}", "[1,]", '{"a":1,}', '{"a" 1}', "tru", "]", '{"a":1]']) {
      expect(kindOf(parse(`[[${inner}]]`, 1))).toBe("syntax");
    }
    for (const inner of ["[]", "{}", '{"a":[{},1],"b":{"c":"]"}}', '[1,{"a":2},[[]]]']) {
      expect(kindOf(parse(`[[${inner}]]`, 1))).toBe("policy");
    }
  });
});

describe("a document that is not JSON", () => {
  it.each([
    ["", "", 0],
    ['{"a":[1,}', "/a/1", 8],
    ['{"a":1 "b":2}', "", 7],
    ['{"a":[{"b":"\t"}]}', "/a/0/b", 12],
    ['["é",\\]', "/1", 6],
    ['{"a":"\\x"}', "/a", 7],
    ['{"a":01}', "", 6],
    ["[1.]", "/0", 3],
    ["[1] 2", "", 4],
    ["\ufeff{}", "", 0],
    ["NaN", "", 0],
    ['{"a":{"\\ud800":[1,}', "/a", 18],
    ['{"a":{"\\u0000":[1,}', "/a", 18],
  ])("is refused at the place: %j", (text, pointer, offset) => {
    expect(parse(text)).toMatchObject({ ok: false, kind: "syntax", pointer, offset });
  });

  it("tells where the bytes stop being UTF-8", () => {
    const start = encodeText('{"a":["é🔒');
    for (const [broken, name] of [
      [[0xff], "a byte of no character"],
      [[0xc0, 0xaf], "an overlong form"],
      [[0xed, 0xa0, 0x80], "a surrogate"],
      [[0xf0, 0x9f, 0x94], "a character cut short"],
    ] as const) {
      const parsed = parseStrictJson(
        Uint8Array.of(...start, ...broken, 0x22, 0x5d, 0x7d),
      );
      const offset = start.length;
      const place = { kind: "syntax", pointer: "/a/0", detail: "is not UTF-8", offset };
      expect(parsed, name).toMatchObject(place);
    }
    expect(parseStrictJson(Uint8Array.of(0x31, 0x20, 0xff))).toMatchObject({ offset: 2 });
    expect(parse("1")).toEqual({ ok: true, value: 1 });
  });

  it("names an earlier mistake rather than a later byte that is not UTF-8", () => {
    const parsed = parseStrictJson(Uint8Array.of(...encodeText("[1,}"), 0xff));
    expect(parsed).toMatchObject({ pointer: "/1", offset: 3 });
  });
});

describe("any text at all", () => {
  it("is broken exactly when JSON.parse says so", () => {
    const edit = fc.record({
      at: fc.nat(),
      drop: fc.nat(2),
      put: fc.constantFrom("", ...'{}[],:"\\eu0129.-+ \tn\n'),
    });
    const mutated = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.array(edit, { maxLength: 3 }))
      .map(([text, edits]) =>
        edits.reduce((now, { at, drop, put }) => {
          const place = at % (now.length + 1);
          return now.slice(0, place) + put + now.slice(place + drop);
        }, text),
      )
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(mutated, fc.nat(4), (text, depthMax) => {
        expect(kindOf(parse(text, depthMax)) === "syntax").toBe(!isJson(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it("is read without overflow, however deep or long it is", () => {
    const million = 1_000_000;
    const nested = "[".repeat(million);
    expect(kindOf(parse(nested))).toBe("syntax");
    expect(parse(nested + "]".repeat(million))).toMatchObject({
      kind: "policy",
      pointer: "/0".repeat(32),
      offset: 32,
    });
    expect(kindOf(parse('{"a":'.repeat(million)))).toBe("syntax");
    expect(kindOf(parse(`1${"0".repeat(million)}1`))).toBe("policy");
    expect(kindOf(parse(`"${"\\u0041".repeat(million)}"`))).toBe("ok");
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describeShared("JSONTestSuite", () => {
  const folder = `${sharedDir}vectors/json-test-suite/test_parsing/`;
  const files = (prefix: string) =>
    readdirSync(folder).filter((name) => name.startsWith(prefix));
  const answer = (name: string) => parseStrictJson(readFileSync(folder + name));

  it("has its 188 broken documents refused as broken", () => {
    expect(files("n_")).toHaveLength(188);
    expect(files("n_").filter((name) => kindOf(answer(name)) !== "syntax")).toEqual([]);
  });

  it("has its 95 sound documents taken, but for equal keys and U+0000", () => {
    expect(files("y_")).toHaveLength(95);
    const refused = files("y_").flatMap((name) => {
      const parsed = answer(name);
      return parsed.ok ? [] : [`${name}: ${parsed.kind}, ${parsed.detail}`];
    });
    expect(refused).toEqual([
      "y_object_duplicated_key.json: policy, is a key that occurs twice",
      "y_object_duplicated_key_and_value.json: policy, is a key that occurs twice",
      "y_object_escaped_null_in_key.json: policy, holds U+0000, which no entry can keep",
      "y_string_null_escape.json: policy, holds U+0000, which no entry can keep",
    ]);
  });

  it("has its doubtful documents answered by encoding, number, surrogate or depth", () => {
    const taken = files("i_").filter((name) => answer(name).ok);
    expect(files("i_")).toHaveLength(35);
    expect(taken).toEqual(["i_number_too_big_pos_int.json"]);
    for (const name of files("i_").filter((file) => !taken.includes(file))) {
      const isEncoding = /utf-?8|utf-?16|latin|unicode_range|overlong/i.test(name);
      expect(kindOf(answer(name)), name).toBe(isEncoding ? "syntax" : "policy");
    }
  });
});
