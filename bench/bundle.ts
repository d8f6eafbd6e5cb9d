import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import configuration from "@/playwright.config";
import { archiveOf } from "@/testing/bundle-content";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";
import { type Figure, measure } from "./figure";

const entryCount = 10_000;
const page = new URL("../public/verify.html", import.meta.url);

/** A bundle of a client's whole stream, checked in a browser and on the command line. */
export async function benchBundle(): Promise<Figure[]> {
  const log = fillLog(new SealedLog(), entryCount, [7]);
  const bytes = archiveOf(log.bundle({ kind: "client" }));
  const policy = log.policyText();
  const start = performance.now();
  if (!runToEnd(verifyArchive(bytes, parsePolicy(policy))).ok) throw new Error("refused");
  const seconds = (performance.now() - start) / 1000;
  const folder = mkdtempSync(join(tmpdir(), "custody-bench-"));
  try {
    const file = join(folder, "bundle.zip");
    writeFileSync(file, bytes);
    const inBrowser = await checkInBrowser(file, policy);
    return [
      measure("bundle.browser_10k", inBrowser, "s", { atMost: 5 }),
      measure("bundle.node", entryCount / seconds, "entries/s", { atLeast: 2_000 }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From the moment the file is chosen to the moment the page says that it holds. */
async function checkInBrowser(file: string, policy: string): Promise<number> {
  const browser = await chromium.launch(configuration.use?.launchOptions);
  try {
    const tab = await browser.newPage();
    await tab.goto(fileURLToPath(page).replace(/^/, "file://"));
    await tab.getByLabel("The keys of the log").fill(policy);
    const start = performance.now();
    await tab.getByLabel("Drop a bundle here").setInputFiles(file);
    await tab.getByText("This bundle holds").waitFor();
    return (performance.now() - start) / 1000;
  } finally {
    await browser.close();
  }
}
