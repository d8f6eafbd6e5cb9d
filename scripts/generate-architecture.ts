import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

type Table = {
  rows: Record<string, string[]>;
  allow: Record<string, { rows: string[] }>;
};

const file = "docs/architecture.md";
const { rows, allow } = createRequire(import.meta.url)(
  "./check/dependency-rows.cjs",
) as Table;

const arrows = Object.entries(allow).flatMap(([from, { rows: targets }]) =>
  targets.filter((to) => to !== from).map((to) => `  ${from} --> ${to}`),
);
const paths = Object.entries(rows).map(
  ([name, patterns]) => `| ${name} | ${patterns.map((one) => `\`${one}\``).join(" ")} |`,
);
const drawn = [
  "```mermaid",
  "graph TD",
  ...arrows,
  "```",
  "",
  "| row | paths |",
  "| --- | --- |",
  ...paths,
].join("\n");

const [start, end] = ["<!-- drawn from the allow table -->", "<!-- end -->"];
const text = readFileSync(file, "utf8");
const before = text.slice(0, text.indexOf(start) + start.length);
const fresh = `${before}\n\n${drawn}\n\n${text.slice(text.indexOf(end))}`;
if (!process.argv.includes("--check")) writeFileSync(file, fresh);
else if (fresh !== text) {
  console.error(`${file} does not show the allow table: run npm run gen`);
  process.exit(1);
}
