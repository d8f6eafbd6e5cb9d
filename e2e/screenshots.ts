import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import config from "@/playwright.config";

type SignIn = { role: string; email: string; password: string };

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const log = "/admin/audit-logs";

const shots = [
  { name: "log-desktop", viewport: desktop, colorScheme: "light", take: openLog },
  { name: "log-dark", viewport: desktop, colorScheme: "dark", take: openLog },
  { name: "log-phone", viewport: phone, colorScheme: "light", take: openLog },
  { name: "entry-desktop", viewport: desktop, colorScheme: "light", take: openEntry },
  { name: "entry-dark", viewport: desktop, colorScheme: "dark", take: openEntry },
  { name: "entry-phone", viewport: phone, colorScheme: "light", take: openEntry },
] as const;

/** The pictures of README.md, from the demo organization that `npm start` shows. */
async function takeAll(url: string, dir: string): Promise<void> {
  const signIns: SignIn[] = JSON.parse(readFileSync(join(dir, "sign-ins.json"), "utf8"));
  const auditor = signIns.find(({ role }) => role === "auditor");
  if (!auditor) throw new Error("no auditor may sign in: is this the demo of npm start?");
  const browser = await chromium.launch(config.use?.launchOptions);
  const storageState = await signIn(browser, url, auditor);
  for (const { name, viewport, colorScheme, take } of shots) {
    const context = await browser.newContext({
      baseURL: url,
      viewport,
      colorScheme,
      storageState,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/London",
    });
    const page = await context.newPage();
    await take(page);
    await page.screenshot({ path: `docs/screenshots/${name}.png` });
    await context.close();
  }
  await browser.close();
}

async function signIn(browser: Browser, url: string, { email, password }: SignIn) {
  const context = await browser.newContext({ baseURL: url, viewport: desktop });
  const page = await context.newPage();
  await page.goto("/signin");
  await page.screenshot({ path: "docs/screenshots/sign-in-desktop.png" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function openLog(page: Page): Promise<void> {
  await page.goto(`${log}?range=30d&verb=-view,-login,-logout`);
  await page.locator("[data-keys=ready]").waitFor();
}

async function openEntry(page: Page): Promise<void> {
  await page.goto(`${log}?range=90d&action=ticket.status_changed`);
  await page.locator("[data-keys=ready]").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Verify in browser" }).click();
  await dialog.getByText("Recomputed here").waitFor();
}

await takeAll(
  process.argv[2] ?? "http://localhost:3000",
  process.env.CUSTODY_DIR ?? ".custody",
);
