import fc from "fast-check";
import { create } from "jsondiffpatch";
import { describe, expect, it } from "vitest";
import { diffRecords } from "@/lib/entries/diff";
import { type Change, limits } from "@/lib/entries/model";
import { parsePointer } from "@/lib/entries/pointer";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";

type Step = { segments: string[]; change: Change };

/** The reference reader: what the changes promise, done to `before`. */
function applyChanges(before: JsonObject, changes: Change[]): JsonValue | undefined {
  const steps = changes.map((change) => ({
    segments: parsePointer(change.path) ?? [],
    change,
  }));
  return steps.length === 0 ? before : applySteps(before, steps, true);
}

function applySteps(
  value: JsonValue | undefined,
  steps: Step[],
  isRoot = false,
): JsonValue | undefined {
  const whole = steps.find((step) => step.segments.length === 0);
  if (whole) return whole.change.after;
  if (Array.isArray(value)) return applyToItems(value, steps);
  const record = new Map(Object.entries(isJsonObject(value) ? value : {}));
  for (const [name, own] of groupByHead(steps)) {
    const result = applySteps(record.get(name), own);
    if (result === undefined) record.delete(name);
    else record.set(name, result);
  }
  return record.size === 0 && !isRoot ? undefined : Object.fromEntries(record);
}

function applyToItems(items: JsonValue[], steps: Step[]): JsonValue[] {
  const isItem = (step: Step) => step.segments.length === 1;
  const removed = steps.filter((step) => isItem(step) && !("after" in step.change));
  const added = steps.filter((step) => isItem(step) && !("before" in step.change));
  const nested = steps.filter((step) => !removed.includes(step) && !added.includes(step));
  const gone = new Set(removed.map((step) => Number(step.segments[0])));
  const result = items.filter((_, index) => !gone.has(index));
  for (const { segments, change } of added) {
    if (change.after !== undefined) result.splice(Number(segments[0]), 0, change.after);
  }
  for (const [index, own] of groupByHead(nested)) {
    const item = applySteps(result[Number(index)], own);
    if (item !== undefined) result[Number(index)] = item;
  }
  return result;
}

function groupByHead(steps: Step[]): Map<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const { segments, change } of steps) {
    const [head = "", ...rest] = segments;
    groups.set(head, [...(groups.get(head) ?? []), { segments: rest, change }]);
  }
  return groups;
}

const scalar = fc.oneof(
  fc.constantFrom(null, "", "5", 5, true, false, 0, "Open"),
  fc.string({ maxLength: 4 }),
);
const plainNames = ["a", "b", "id", "c/d", "e~f", ""];

function recordsOf(names: string[]): fc.Arbitrary<JsonObject> {
  const name = fc.constantFrom(...names);
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      scalar,
      fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 4 }), a: tie("value") }), {
        maxLength: 4,
        selector: (item) => item.id,
      }),
    ),
  }));
  return fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true });
}

function plain(input: JsonValue | undefined): JsonValue {
  return JSON.parse(JSON.stringify(input));
}

describe("the changes between two records", () => {
  it("turn the first into the second", () => {
    const record = recordsOf([...plainNames, "__proto__", "constructor"]);
    fc.assert(
      fc.property(record, record, (before, after) => {
        const result = applyChanges(before, diffRecords(before, after));
        expect(formatSorted(result)).toBe(formatSorted(after));
      }),
      { numRuns: 2000 },
    );
  });

  it("are none exactly when nothing changed, as jsondiffpatch sees it", () => {
    const oracle = create({ objectHash: formatSorted });
    const record = recordsOf(plainNames);
    const twin = record.chain((one) =>
      fc.tuple(fc.constant(one), fc.oneof(fc.constant(plain(one)), record)),
    );
    fc.assert(
      fc.property(twin, ([before, after]) => {
        if (!isJsonObject(after)) return;
        const isChanged = oracle.diff(plain(before), plain(after)) !== undefined;
        expect(diffRecords(before, after).length > 0).toBe(isChanged);
      }),
      { numRuns: 1000 },
    );
  });

  it("leave unchanged fields out and flatten nested ones", () => {
    expect(
      diffRecords(
        { status: "Open", address: { city: "Bern", zip: "3000" }, "a/b": 1 },
        { status: "Open", address: { city: "Basel", zip: "3000" }, "a/b": 2 },
      ),
    ).toEqual([
      { path: "/address/city", before: "Bern", after: "Basel" },
      { path: "/a~1b", before: 1, after: 2 },
    ]);
  });

  it("tell missing, null and empty apart", () => {
    expect(diffRecords({ a: null, b: "", c: null }, { a: "", c: null, d: null })).toEqual(
      [
        { path: "/a", before: null, after: "" },
        { path: "/b", before: "" },
        { path: "/d", after: null },
      ],
    );
  });

  it("show that a type changed", () => {
    expect(diffRecords({ n: "5", o: [] }, { n: 5, o: {} })).toEqual([
      { path: "/n", before: "5", after: 5 },
      { path: "/o", before: [], after: {} },
    ]);
  });

  it("have after only for a created record and before only for a deleted one", () => {
    const contact = { name: "Bo", address: { city: "Bern" }, tags: ["vip"] };
    expect(diffRecords({}, contact)).toEqual([
      { path: "/name", after: "Bo" },
      { path: "/address/city", after: "Bern" },
      { path: "/tags", after: ["vip"] },
    ]);
    expect(diffRecords(contact, {})).toEqual([
      { path: "/name", before: "Bo" },
      { path: "/address/city", before: "Bern" },
      { path: "/tags", before: ["vip"] },
    ]);
  });

  it("follow the objects of an array by id, not by index", () => {
    const before = {
      lines: [
        { id: 7, n: 1 },
        { id: 8, n: 1 },
        { id: 9, n: 1 },
      ],
    };
    const after = {
      lines: [
        { id: 8, n: 2 },
        { id: 9, n: 1 },
        { id: 10, n: 1 },
      ],
    };
    expect(diffRecords(before, after)).toEqual([
      { path: "/lines/0", before: { id: 7, n: 1 } },
      { path: "/lines/0/n", before: 1, after: 2 },
      { path: "/lines/2", after: { id: 10, n: 1 } },
    ]);
  });

  it("compare an array whole when its items have no identity or moved", () => {
    const moved = {
      before: { l: [{ id: 1 }, { id: 2 }] },
      after: { l: [{ id: 2 }, { id: 1 }] },
    };
    expect(diffRecords(moved.before, moved.after)).toEqual([
      { path: "/l", before: moved.before.l, after: moved.after.l },
    ]);
    expect(diffRecords({ tags: ["a", "b"] }, { tags: ["b"] })).toEqual([
      { path: "/tags", before: ["a", "b"], after: ["b"] },
    ]);
  });

  it("do not care for the order of keys", () => {
    expect(diffRecords({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toEqual(
      [],
    );
  });
});

describe("too many changes", () => {
  const many = (count: number, text: string): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, text]));

  it("are told by the busiest parent, the others stay single", () => {
    const before = {
      status: "Open",
      big: many(limits.changesMax, "a"),
      small: many(3, "a"),
    };
    const after = {
      status: "Done",
      big: many(limits.changesMax, "b"),
      small: many(3, "b"),
    };
    const changes = diffRecords(before, after);
    expect(changes.map((change) => change.path)).toEqual([
      "/status",
      "/big",
      "/small/f0",
      "/small/f1",
      "/small/f2",
    ]);
    expect(applyChanges(before, changes)).toEqual(after);
  });

  it("become one change of the whole record when no parent is left", () => {
    const before = many(limits.changesMax + 1, "a");
    const after = many(limits.changesMax + 1, "b");
    expect(diffRecords(before, after)).toEqual([{ path: "", before, after }]);
  });

  it("are kept one by one up to the limit", () => {
    const changes = diffRecords({}, many(limits.changesMax, "b"));
    expect(changes).toHaveLength(limits.changesMax);
  });
});

function formatSorted(input: unknown): string {
  return JSON.stringify(input, (_, inner) =>
    isJsonObject(inner)
      ? Object.keys(inner)
          .sort()
          .map((key) => [key, inner[key]])
      : inner,
  );
}
