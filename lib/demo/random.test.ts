import { expect, it } from "vitest";
import { Random } from "./random";

it("the same seed gives the same numbers, and a near one others", () => {
  const draw = (seed: string) => {
    const random = new Random(seed);
    return Array.from({ length: 20 }, () => random.word());
  };
  expect(draw("a/1")).toEqual(draw("a/1"));
  expect(draw("a/1")).not.toEqual(draw("a/2"));
});

it("whole numbers reach both bounds and nothing beyond", () => {
  const random = new Random("bounds");
  const seen = new Set(Array.from({ length: 500 }, () => random.int(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
});

it("a weight of three is drawn about three times as often as one", () => {
  const random = new Random("weights");
  const list = [
    { weight: 3, name: "often" },
    { weight: 1, name: "seldom" },
  ];
  const drawn = Array.from({ length: 8_000 }, () => random.weighted(list).name);
  const share = drawn.filter((name) => name === "often").length / drawn.length;
  expect(share).toBeCloseTo(0.75, 1);
});

it("ids have the form of a UUID of version 4", () => {
  const random = new Random("ids");
  const ids = Array.from({ length: 50 }, () => random.uuid());
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !form.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(50);
});
