import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { build, isBuilt } from "@/scripts/start/build";
import { exitCode } from "@/scripts/start/command";
import { findBrowser } from "@/scripts/test/browser";
import {
  addTallies,
  crashed,
  formatTally,
  readPlaywright,
  readVitest,
  type Tally,
} from "@/scripts/test/tally";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".test");

type Server = { url: string; stop: () => Promise<void> };

/** Runs every test there is; the closing line is the last one it writes. */
export async function runTests(): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const server = await openServer();
  const stop = async () => {
    await server.stop();
    process.exit(130);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const tally = await runAll(server.url).finally(server.stop);
  process.stdout.write(`\n${formatTally(tally)}\n`);
  return tally.failed > 0 ? 1 : 0;
}

async function runAll(url: string): Promise<Tally> {
  await dropLeftovers(url);
  const environment = { ...process.env, TEST_POSTGRES_URL: url };
  return addTallies([
    await runVitest(environment),
    await runPlaywright(environment).catch((error: unknown) => {
      process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
      return crashed;
    }),
  ]);
}

async function openServer(): Promise<Server> {
  const given = process.env.CUSTODY_TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  return startEmbeddedPostgres(join(folder, "postgres"), (line) =>
    process.stdout.write(`  ${line}\n`),
  );
}

/** What an earlier run that was cut short left behind, templates of older sources included. */
async function dropLeftovers(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`
      select datname as name from pg_database
      where datname like 'custody\\_test\\_%' or datname like 'custody\\_template\\_%'`;
    for (const { name } of found) await sql.unsafe(`drop database ${name} with (force)`);
  } finally {
    await sql.end();
  }
}

async function runVitest(environment: NodeJS.ProcessEnv): Promise<Tally> {
  const report = freshReport("vitest.json");
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  return readVitest(report, await exitCode([program, "run", ...reporters], environment));
}

async function runPlaywright(environment: NodeJS.ProcessEnv): Promise<Tally> {
  if (!hasBrowserTests()) return { passed: 0, failed: 0, skipped: 0 };
  const browser = findBrowser();
  if (!isBuilt()) await build();
  const report = freshReport("playwright.json");
  const program = join(root, "node_modules/@playwright/test/cli.js");
  const code = await exitCode([program, "test", "--reporter=list,json"], {
    ...environment,
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return readPlaywright(report, code);
}

function hasBrowserTests(): boolean {
  const e2e = join(root, "e2e");
  if (!existsSync(e2e)) return false;
  return readdirSync(e2e, { recursive: true, encoding: "utf8" }).some((name) =>
    name.endsWith(".spec.ts"),
  );
}

function freshReport(name: string): string {
  const report = join(folder, name);
  rmSync(report, { force: true });
  return report;
}
