import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { benchAppend } from "./append";
import { benchBundle } from "./bundle";
import { benchExplorer } from "./explorer";
import { benchExports } from "./exports";
import type { Figure } from "./figure";
import { benchHttp } from "./http";
import { benchIntegrity } from "./integrity";
import { benchLive } from "./live";
import { benchLogPage } from "./log-page";
import { benchPack } from "./pack";
import { benchRules } from "./rules";
import { benchSignIn } from "./sign-in";

const suites: Record<string, () => Promise<Figure[]>> = {
  append: benchAppend,
  bundle: benchBundle,
  explorer: benchExplorer,
  exports: benchExports,
  http: benchHttp,
  integrity: benchIntegrity,
  live: benchLive,
  "log-page": benchLogPage,
  pack: benchPack,
  rules: benchRules,
  "sign-in": benchSignIn,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites[name]);
if (unknown.length > 0) {
  console.error(
    `Unknown suite ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}`,
  );
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const figure of await bench()) {
    figures.push(figure);
    process.stdout.write(`${JSON.stringify(figure)}\n`);
  }
}
if (wanted.length === 0) {
  const rows = figures.map(
    ({ name, value, unit, goal, ok }) =>
      `| ${name} | ${value} | ${unit} | ${goal} | ${ok ? "met" : "missed"} |`,
  );
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  writeFileSync(
    fileURLToPath(new URL("results.md", import.meta.url)),
    `# Figures\n\nPrinted by \`npm run bench\` on ${machine}. Shared machines are noisy: compare ratios.\n\n| figure | value | unit | goal | |\n| --- | ---: | --- | --- | --- |\n${rows.join("\n")}\n`,
  );
}
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);
