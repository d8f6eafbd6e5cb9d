import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { formatCatalogue } from "@/lib/catalogue/document";

const page = "docs/catalogue.md";
const text = formatCatalogue();

if (process.argv.includes("--check")) {
  const current = existsSync(page) ? readFileSync(page, "utf8") : "";
  if (current !== text) {
    console.error(`${page} is not what lib/catalogue says: run npm run gen`);
    process.exit(1);
  }
} else {
  writeFileSync(page, text);
}
