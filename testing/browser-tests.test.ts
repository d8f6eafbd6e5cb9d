import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("..", import.meta.url);
const rows = readFileSync(new URL("docs/browser-tests.md", root), "utf8").matchAll(
  /^\| [^|]+ \| `([^`|]+)`\s*\| ([^|]+?)\s*\|$/gm,
);

it.each([...rows].map(([, file = "", title = ""]) => [file, title]))(
  "%s has the test that is named: %s",
  (file, title) => {
    const source = readFileSync(new URL(`e2e/${file}`, root), "utf8");
    expect(source.includes(`test("${title}"`)).toBe(true);
  },
);
