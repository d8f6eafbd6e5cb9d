import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actions } from "./actions";
import { formatCatalogue, listCatalogue } from "./document";

const page = new URL("../../docs/catalogue.md", import.meta.url);

describe("docs/catalogue.md", () => {
  it("says what the catalogue says", () => {
    expect(readFileSync(page, "utf8")).toBe(formatCatalogue());
  });

  it("lists every action once", () => {
    const text = formatCatalogue();
    for (const { id, words } of actions) {
      expect(text.split(`| \`${id}\` | ${words} |`), id).toHaveLength(2);
    }
  });
});

describe("the list of the catalogue", () => {
  it("has every action, those of a category together", () => {
    const rows = listCatalogue();
    expect(new Set(rows)).toEqual(new Set(actions));
    expect(rows).toHaveLength(actions.length);
    const turns = rows.filter((row, at) => row.category !== rows[at - 1]?.category);
    expect(turns).toHaveLength(new Set(rows.map(({ category }) => category)).size);
  });
});
