import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

const systemChromium = "/usr/bin/chromium";
const executablePath =
  process.env.CHROMIUM_PATH ?? (existsSync(systemChromium) ? systemChromium : undefined);

const quiet = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
/** Chromium refuses its own sandbox as root. */
const args = process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;

const globalSetup = "./e2e/global-setup.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: existsSync(globalSetup) ? globalSetup : undefined,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Ends what hangs; a slow machine is no failure.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL: process.env.E2E_BASE_URL,
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 60_000,
    trace: "retain-on-failure",
    launchOptions: { executablePath, args },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
});
