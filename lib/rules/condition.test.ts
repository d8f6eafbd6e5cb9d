import { describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import type { JsonValue } from "@/lib/proof/json-value";
import { type Condition, formatCondition, parseCondition } from "./condition";
import { createMatcher } from "./matcher";

const entryOf = (metadata: JsonValue, record: JsonValue = null) =>
  ({ metadata, vendor_record: record }) as unknown as Entry;
const meets = (condition: Condition, entry: Entry) => createMatcher(condition)(entry);

describe("a condition that people write down", () => {
  it("is read, and written back as it was", () => {
    const condition: Condition = {
      all: [
        { field: "record.eventName", op: "eq", value: "ConsoleLogin" },
        { not: { any: [{ field: "metadata.mfa", op: "truthy" }, { const: false }] } },
      ],
    };
    const read = parseCondition(formatCondition(condition));
    expect(read).toEqual({ ok: true, value: condition });
    expect(parseCondition("  ")).toEqual({ ok: true, value: null });
  });

  it.each([
    ["{", "", "is not JSON"],
    ["[]", "", "must be an object"],
    ['{"all": []}', "", "all must be a list of at least one condition"],
    [
      '{"any": [{"field": "a", "op": "like", "value": 1}]}',
      "/any/0/op",
      "must be one of",
    ],
    ['{"field": "a", "op": "eq"}', "/value", "is missing"],
    ['{"field": "a", "op": "in", "value": "x"}', "/value", "must be a list"],
    ['{"field": "a", "op": "eq", "value": 1, "x": 1}', "/x", "is not a part"],
    ['{"not": {"const": "yes"}}', "/not", "const must be true or false"],
    [`${'{"not":'.repeat(20)}{"const":true}${"}".repeat(20)}`, "/not", "nested too deep"],
  ])("%s is refused at its place", (text, pointer, detail) => {
    const read = parseCondition(text);
    expect(read.ok).toBe(false);
    const [problem] = read.ok ? [] : read.reason;
    expect(problem?.pointer).toContain(pointer);
    expect(problem?.detail).toContain(detail);
  });
});

describe("a condition", () => {
  it.each<[Condition, JsonValue, boolean]>([
    [{ field: "metadata.a", op: "eq", value: 1 }, { a: 1 }, true],
    [{ field: "metadata.a", op: "eq", value: 1 }, { a: "1" }, false],
    [{ field: "metadata.a", op: "eq", value: null }, {}, true],
    [{ field: "metadata.a", op: "eq", value: "x", default: "x" }, { a: null }, true],
    [{ field: "metadata.a", op: "ne", value: "x" }, {}, true],
    [{ field: "metadata.a", op: "in", value: [1, "x"] }, { a: "x" }, true],
    [{ field: "metadata.a", op: "contains", value: "b" }, { a: "abc" }, true],
    [{ field: "metadata.a", op: "contains", value: "b" }, { a: ["b"] }, true],
    [{ field: "metadata.a", op: "substring_of", value: "abc" }, { a: "b" }, true],
    [{ field: "metadata.a", op: "startswith", value: ["x", "a"] }, { a: "abc" }, true],
    [{ field: "metadata.a", op: "endswith", value: "c" }, { a: 1 }, false],
    [{ field: "metadata.a", op: "truthy" }, { a: [] }, false],
    [{ field: "metadata.a", op: "gte", value: 3 }, { a: 3 }, true],
    [{ field: "metadata.a", op: "lt", value: 3 }, { a: "2" }, false],
    [{ field: "metadata.a", op: "eq", value: "X", transform: "upper" }, { a: "x" }, true],
    [{ field: "metadata.a.1.b", op: "eq", value: 2 }, { a: [{}, { b: 2 }] }, true],
    [{ field: "metadata.constructor", op: "truthy" }, {}, false],
    [{ field: "metadata.__proto__", op: "truthy" }, {}, false],
    [
      { field: "metadata.a", op: "eq", value: { x: 1, y: [2] } },
      { a: { y: [2], x: 1 } },
      true,
    ],
  ])("%j of %j is %s", (condition, metadata, expected) => {
    expect(meets(condition, entryOf(metadata))).toBe(expected);
  });

  it("finds a key of the vendor's record that holds a dot itself", () => {
    const record = { "id.name": "a", deep: { "b.c": 1 } };
    const field = { op: "eq", value: "a" } as const;
    expect(meets({ field: "record.id.name", ...field }, entryOf({}, record))).toBe(true);
  });
});
