import { describe, expect, it } from "vitest";
import { changesBetween, pairedChanges, pointerTo } from "@/lib/ingest/changes";

describe("changes", () => {
  it("of objects are told field by field, unchanged fields left out", () => {
    const before = { a: 1, b: { c: "x", d: [1] }, gone: null };
    const after = { a: 1, b: { c: "y", d: [1, 2] }, come: false };
    expect(changesBetween("/o", before, after)).toEqual([
      { path: "/o/b/c", before: "x", after: "y" },
      { path: "/o/b/d", before: [1], after: [1, 2] },
      { path: "/o/gone", before: null },
      { path: "/o/come", after: false },
    ]);
  });

  it("of pairs are found under the words that vendors use", () => {
    const record = {
      old_name: "a",
      name: "b",
      permission_was: "read",
      permission: "write",
      rule_old_state: "off",
      rule_state: "on",
      oldRole: "user",
      newRole: "admin",
      old_lonely: 1,
    };
    expect(pairedChanges(record)).toEqual([
      { path: "/name", before: "a", after: "b" },
      { path: "/permission", before: "read", after: "write" },
      { path: "/rule_state", before: "off", after: "on" },
      { path: "/Role", before: "user", after: "admin" },
    ]);
  });

  it("have paths that are JSON Pointers", () => {
    expect(pointerTo("a/b", "c~d")).toBe("/a~1b/c~0d");
  });
});
