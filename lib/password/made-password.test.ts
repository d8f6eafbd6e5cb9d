import { expect, it } from "vitest";
import { makePassword } from "./made-password";
import { describeWeakness } from "./rules";

it("a made password is never refused, and no two are alike", () => {
  const made = Array.from({ length: 2_000 }, makePassword);
  expect(made.filter((password) => describeWeakness(password) !== null)).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});

it("a made password can be typed: five groups of four, no letter that looks like another", () => {
  expect(makePassword()).toMatch(/^([a-km-np-z2-9]{4}-){4}[a-km-np-z2-9]{4}$/);
});
