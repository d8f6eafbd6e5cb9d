import type { Page } from "@playwright/test";
import { findPort } from "@/db/embedded/port";
import {
  clientId,
  clientSecret,
  startIdentityProvider,
} from "@/testing/identity-provider";
import { expect, signIn, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const port = await findPort(null);
const name = "Test Directory";

/** An owner adds the provider in the browser; the redirect address is read off the page. */
async function addProvider(page: Page, world: World): Promise<string> {
  await signIn(page, await world.addPerson("owner"), "/settings/security");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Issuer").fill(`http://localhost:${port}`);
  await page.getByLabel("Client id").fill(clientId);
  await page.getByLabel("Client secret").fill(clientSecret);
  await page.getByRole("button", { name: "Add provider" }).click();
  await expect(page.getByRole("status")).toContainText(`sign in with ${name} now`);
  expect(await page.content()).not.toContain(clientSecret);
  return (await page.getByText("/api/auth/callback/").textContent()) ?? "";
}

async function comeBy(page: Page, world: World, email: string): Promise<void> {
  await page.goto(`/signin?org=${world.slug}&next=%2Fclients`);
  await page.getByRole("link", { name: `Continue with ${name}` }).click();
  await page.locator('input[name="login"]').fill(email);
  await page.locator('input[name="password"]').fill("anything");
  await page.locator('button[type="submit"]').click();
  await page.locator('button[type="submit"]').click();
}

test("people come in by their provider, as whom it vouches for and nobody else (T-72)", async ({
  page,
  world,
  browser,
}) => {
  const redirect = await addProvider(page, world);
  const directory = await startIdentityProvider(port, redirect);
  try {
    const email = await world.addPerson("auditor");
    for (let at = 0; at < 2; at += 1) {
      const person = await (await browser.newContext()).newPage();
      await comeBy(person, world, email);
      await expect(person).toHaveURL(/\/clients$/);
    }
    for (const stranger of ["nobody@msp.example", `unverified-${email}`]) {
      const person = await (await browser.newContext()).newPage();
      await comeBy(person, world, stranger);
      await expect(person.getByRole("alert").first()).toContainText("That did not work");
    }
  } finally {
    await directory.close();
  }
  const log = new LogPage(page);
  await log.open("?action=user.sso_callback_received&outcome=success");
  await expect(log.rows).toHaveCount(2);
  await log.open("?action=user.sso_callback_received&outcome=failed");
  await expect(log.rows).toHaveCount(2);
});

test("an answer without its state, made up, or for another provider lets nobody in (T-72)", async ({
  page,
  world,
  browser,
}) => {
  const callback = await addProvider(page, world);
  const stranger = await (await browser.newContext()).newPage();
  const addresses = [
    `${callback}?code=x&state=y`,
    `${callback}?code=x`,
    callback,
    callback.replace(/[0-9a-f-]{36}$/, "00000000-0000-4000-8000-000000000001"),
    callback.replace(/[0-9a-f-]{36}$/, "installation"),
  ];
  for (const address of addresses) {
    await stranger.goto(address);
    await expect(stranger).toHaveURL(/\/signin\?error=sso/);
    await stranger.goto("/clients");
    await expect(stranger).toHaveURL(/\/signin/);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("people come in by their provider all the same", async ({
    page,
    world,
    browser,
  }) => {
    const redirect = await addProvider(page, world);
    const directory = await startIdentityProvider(port, redirect);
    try {
      const email = await world.addPerson("auditor");
      const options = { javaScriptEnabled: false };
      const person = await (await browser.newContext(options)).newPage();
      await comeBy(person, world, email);
      await expect(person).toHaveURL(/\/clients$/);
    } finally {
      await directory.close();
    }
  });
});
