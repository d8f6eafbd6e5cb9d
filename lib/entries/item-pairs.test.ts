import { describe, expect, it } from "vitest";
import { pairItems } from "@/lib/entries/item-pairs";

describe("the identity of array items", () => {
  it("is the first of id, key, uuid and name that all carry and none shares", () => {
    const before = [
      { id: 1, name: "a" },
      { id: 1, name: "b" },
    ];
    const after = [{ id: 1, name: "b" }];
    expect(pairItems(before, after)).toEqual([
      { index: 0, before: { id: 1, name: "a" } },
      { index: 0, before: { id: 1, name: "b" }, after: { id: 1, name: "b" } },
    ]);
  });

  it("tells the number 1 from the text 1", () => {
    expect(pairItems([{ id: 1 }], [{ id: "1" }])).toHaveLength(2);
  });

  it("is missing when an item is no object or its identity no text or number", () => {
    expect(pairItems([{ id: 1 }, 5], [{ id: 1 }])).toBeNull();
    expect(pairItems([{ id: null }], [{ id: null }])).toBeNull();
  });
});
