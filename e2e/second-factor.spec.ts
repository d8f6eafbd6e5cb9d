import type { Page } from "@playwright/test";
import { readCode } from "@/testing/authenticator";
import { expect, test, typePassword } from "./fixtures";
import { LogPage } from "./pages/log-page";

/** Signs in for the first time and sets up an authenticator; gives its secret and codes. */
async function enrol(page: Page, email: string) {
  await page.goto("/signin?next=%2Fadmin%2Faudit-logs%3Fverb%3Dlogin");
  await typePassword(page, email);
  await expect(
    page.getByRole("heading", { name: "Set up a second factor" }),
  ).toBeVisible();
  await page.getByText("Type it instead").click();
  const secret = await page.locator("details code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? "", -1));
  await page.getByRole("button", { name: "Set up and continue" }).click();
  const list = page.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const codes = await list.getByRole("listitem").allTextContents();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page).toHaveURL(/\/admin\/audit-logs\?.*verb=login/);
  return { secret: secret ?? "", codes };
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "authjs.session-token" });
  await page.goto("/signin");
}

test("an owner sets up an authenticator at the first sign-in and needs it at the next", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("owner");
  const { secret } = await enrol(page, email);
  await signOut(page);
  await typePassword(page, email);
  await expect(
    page.getByRole("heading", { name: "Confirm that it is you" }),
  ).toBeVisible();
  await page.goto("/admin/audit-logs");
  await expect(page).toHaveURL(/\/signin/);
  await page.goto("/signin/mfa");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("That code did not work.")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? ""));
  await page.getByRole("button", { name: "Continue" }).click();
  const log = new LogPage(page);
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  await log.open("?action=user.mfa_failed");
  await expect(log.rows).toHaveCount(1);
});

test("a recovery code signs in once", async ({ page, world }) => {
  const email = await world.addPerson("admin");
  const { codes } = await enrol(page, email);
  for (const outcome of ["Audit log", "Confirm that it is you"]) {
    await signOut(page);
    await typePassword(page, email);
    await page.getByRole("link", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: outcome })).toBeVisible();
  }
});

test("recovery codes are shown once", async ({ page, world }) => {
  await enrol(page, await world.addPerson("owner"));
  await page.goto("/signin/codes");
  await expect(page.getByText("Recovery codes are shown once")).toBeVisible();
});

test("a cookie from before the second factor opens nothing after it (T-67)", async ({
  page,
  world,
  browser,
}) => {
  await page.goto("/signin");
  await typePassword(page, await world.addPerson("owner"));
  await page.getByText("Type it instead").click();
  const before = await page.context().cookies();
  const secret = await page.locator("details code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? ""));
  await page.getByRole("button", { name: "Set up and continue" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  const thief = await browser.newContext();
  await thief.addCookies(before);
  const stolen = await thief.newPage();
  await stolen.goto("/admin/audit-logs");
  await expect(stolen).toHaveURL(/\/signin/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a second factor is set up and used all the same", async ({ page, world }) => {
    const email = await world.addPerson("owner");
    const { secret } = await enrol(page, email);
    await signOut(page);
    await typePassword(page, email);
    await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? ""));
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  });
});
