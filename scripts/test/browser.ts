import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Returns a Chromium: the system's, else Playwright's, else Debian's package is installed. */
export function findBrowser(): string {
  const found = findInstalled();
  if (found) return found;
  process.stdout.write("  Installing Chromium with apt-get for the browser tests\n");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "inherit" });
  const installed = findInstalled();
  if (installed) return installed;
  throw new Error(
    "The browser tests need Chromium. Install it (apt-get install chromium), or run: " +
      "npx playwright install chromium",
  );
}

function findInstalled(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  const paths = [...(given ? [given] : []), ...systemPaths, chromium.executablePath()];
  return paths.find((path) => existsSync(path));
}
