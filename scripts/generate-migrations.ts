import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = "db/sql";
const migration = "drizzle/0001_functions.sql";
const text = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => readFileSync(`${folder}/${name}`, "utf8").trim())
  .join("\n--> statement-breakpoint\n");

if (process.argv.includes("--check")) {
  if (readFileSync(migration, "utf8") !== `${text}\n`) {
    console.error(`${migration} is not what db/sql says: run npm run gen`);
    process.exit(1);
  }
} else {
  writeFileSync(migration, `${text}\n`);
}
