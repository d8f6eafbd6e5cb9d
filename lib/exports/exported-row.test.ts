import { expect, it } from "vitest";
import { type LinkedRow, RowChecker } from "./exported-row";

const hashOf = (of: string) => of.repeat(64).slice(0, 64);

/** Entries of two clients in turn, each linked to those before it. */
function makeRows(count: number): LinkedRow[] {
  return Array.from({ length: count }, (_, idx) => {
    const slot = idx % 2;
    const sidx = Math.floor(idx / 2);
    return {
      idx,
      sidx,
      slot,
      prevHash: hashOf(`s${slot}.${sidx - 1};`),
      hash: hashOf(`s${slot}.${sidx};`),
      orgPrevHash: hashOf(`o${idx - 1};`),
      orgHash: hashOf(`o${idx};`),
    };
  });
}

it("entries that follow one another are taken at once as they are one by one", () => {
  const rows = makeRows(20);
  const [atOnce, oneByOne] = [new RowChecker("log", false), new RowChecker("log", false)];
  expect(atOnce.takeAllWhole(rows.slice(0, 7))).toBe(true);
  expect(atOnce.takeAllWhole(rows.slice(7))).toBe(true);
  for (const row of rows) expect(oneByOne.takeWhole(row)).toBe(true);
  expect(atOnce).toEqual(oneByOne);
  expect(atOnce).toMatchObject({ checkedCount: 20, linkCount: 19 });
});

it("where one does not follow, nothing was taken: each can be looked at by itself", () => {
  for (const broken of ["prevHash", "orgPrevHash"] as const) {
    const rows = makeRows(20);
    const checker = new RowChecker("log", false);
    checker.takeAllWhole(rows.slice(0, 8));
    const wrong = rows.map((row, at) =>
      at === 12 ? { ...row, [broken]: hashOf("forged") } : row,
    );
    const before = structuredClone(checker);
    expect(checker.takeAllWhole(wrong.slice(8))).toBe(false);
    expect(structuredClone(checker)).toEqual(before);
    expect(checker.takeAllWhole(rows.slice(8))).toBe(true);
  }
});
