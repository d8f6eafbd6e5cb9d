import { expect, it } from "vitest";
import { expandChanges } from "./change-expansion";

it("objects told whole are shown field by field, below their own path", () => {
  const before = { city: "Leeds", zip: "LS1" };
  const after = { city: "York", zip: "LS1" };
  expect(expandChanges([{ path: "/address", before, after }])).toEqual([
    { path: "/address/city", before: "Leeds", after: "York" },
  ]);
});

it("lists of records are matched by id, whatever their place", () => {
  const before = [
    { id: 1, name: "Ann" },
    { id: 2, name: "Bo" },
  ];
  const after = [{ id: 2, name: "Bob" }];
  expect(expandChanges([{ path: "/people", before, after }])).toEqual([
    { path: "/people/0", before: { id: 1, name: "Ann" } },
    { path: "/people/0/name", before: "Bo", after: "Bob" },
  ]);
});

it("anything else stays as it was sent, also what did not change at all", () => {
  const same = { path: "/tags", before: ["a"], after: ["a"] };
  const typed = { path: "/count", before: "5", after: 5 };
  const created = { path: "/address", after: { city: "York" } };
  expect(expandChanges([same, typed, created])).toEqual([same, typed, created]);
});
