import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { errorTable } from "@/lib/kit/error-table";

const folder = "docs/errors";
const pages = new Map(
  Object.entries(errorTable).map(([code, { status, say, fix }]) => [
    `${code}.md`,
    `# ${code}\n\nHTTP ${status}. ${say}\n\n## What to do\n\n${fix}\n`,
  ]),
);
const list = Object.entries(errorTable)
  .map(([code, { status, say }]) => `| [${code}](${code}.md) | ${status} | ${say} |`)
  .join("\n");
pages.set(
  "README.md",
  `# Errors\n\n| code | HTTP | what it says |\n| --- | --- | --- |\n${list}\n`,
);

if (process.argv.includes("--check")) {
  const isFresh =
    readdirSync(folder).length === pages.size &&
    [...pages].every(
      ([name, text]) => readFileSync(`${folder}/${name}`, "utf8") === text,
    );
  if (!isFresh) {
    console.error(`${folder} is not what lib/kit/error-table.ts says: run npm run gen`);
    process.exit(1);
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(`${folder}/${name}`, text);
}
