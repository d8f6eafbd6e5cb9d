import type { Page } from "@playwright/test";
import { readCode } from "@/testing/authenticator";
import { enrol, enrolVoluntarily } from "@/testing/second-factor";
import { expectAccessible } from "./accessible";
import { expect, signIn, test, typePassword } from "./fixtures";
import { LogPage } from "./pages/log-page";

async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto("/settings/users");
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

test("an owner resets a lost second factor with a reason, and the person's sessions are over", async ({
  owner,
  world,
  browser,
}, info) => {
  const email = await world.addPerson("technician");
  await enrolVoluntarily(email);
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, email);
  await openPerson(owner, "Technician Person");
  await owner.getByText("Reset second factor").first().click();
  const reset = owner.getByRole("button", { name: "Reset second factor" });
  await reset.click();
  await expect(owner.getByLabel("Reason")).toHaveAccessibleDescription(/say why/i);
  for (const width of [1440, 390]) {
    await owner.setViewportSize({ width, height: 900 });
    await expectAccessible(owner, (theme) =>
      owner.screenshot({ path: info.outputPath(`reset-${width}-${theme}.png`) }),
    );
  }
  await owner.getByLabel("Reason").fill("lost the phone");
  await reset.click();
  await expect(owner.getByRole("status")).toContainText("is reset; their sessions ended");
  await expect(owner.getByText("No second factor is set up.")).toBeVisible();
  await theirs.goto("/clients");
  await expect(theirs).toHaveURL(/\/signin/);
  const log = new LogPage(owner);
  await log.open("?action=user.mfa_removed");
  await expect(log.rows.first()).toContainText("Technician Person");
});

test("an admin cannot reset an owner's or an admin's second factor", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("admin", "first");
  await enrol(email);
  await signIn(page, await world.addPerson("admin", "second"), "/settings/users");
  await page.getByRole("link", { name: "Admin Person" }).first().click();
  await expect(page.getByRole("button", { name: "Reset second factor" })).toHaveCount(0);
});

test("an owner lifts a lock-out, and the person is let in at once", async ({
  owner,
  world,
  browser,
}) => {
  const email = await world.addPerson("technician");
  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto("/signin");
  for (let at = 0; at < 11; at += 1) {
    await theirs.request.post("/api/sign-in", {
      form: { email, password: "wrong" },
      headers: { origin: new URL(theirs.url()).origin },
    });
  }
  await typePassword(theirs, email);
  await expect(theirs.getByRole("alert").first()).toContainText(/too many/i);
  await openPerson(owner, "Technician Person");
  await owner.getByRole("button", { name: "Lift the lock-out" }).click();
  await expect(owner.getByRole("status")).toContainText("can try again at once");
  await typePassword(theirs, email);
  await expect(theirs.getByRole("heading", { name: "Audit log" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an authenticator is replaced, and removed by whose role needs none", async ({
    page,
    world,
  }, info) => {
    const email = await world.addPerson("technician");
    await enrolVoluntarily(email);
    await signIn(page, email, "/me/security");
    await page.screenshot({ path: info.outputPath("security.png") });
    await page.getByRole("button", { name: "Replace authenticator" }).click();
    await page.getByRole("heading", { name: "Replace your authenticator" }).waitFor();
    await page.getByText("Type it instead").click();
    const secret = (await page.locator("details code").textContent()) ?? "";
    await page.getByLabel("Code", { exact: true }).fill(readCode(secret));
    await page.getByRole("button", { name: "Replace", exact: true }).click();
    await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
    await page.goto("/me/security");
    await page.locator("summary", { hasText: "Remove" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("status")).toContainText("Your second factor is removed");
    await expect(
      page.getByRole("button", { name: "Set up a second factor" }),
    ).toBeVisible();
  });

  test("an owner may replace the authenticator but not remove it", async ({ owner }) => {
    await owner.goto("/me/security");
    await expect(owner.getByRole("button", { name: "Remove" })).toHaveCount(0);
  });
});
