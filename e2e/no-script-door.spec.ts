import { createInvitation } from "@/lib/invitations/mutations";
import { readCode } from "@/testing/authenticator";
import { expect, test } from "./fixtures";
import { readLink } from "./mailed-link";

test.use({ javaScriptEnabled: false });

const fresh = "gelber Zug faehrt nachts";

test("without JavaScript a mailed link signs in", async ({ page, world }) => {
  const email = await world.addPerson("auditor");
  await page.goto("/signin");
  await page.getByRole("link", { name: "E-mail me a sign-in link" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("If an account has this address");
  const link = await readLink(world, email);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in here" }).click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("This link works no longer")).toBeVisible();
});

test("without JavaScript a forgotten password is replaced, and a weak one refused at its field", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("technician");
  await page.goto("/reset");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toBeVisible();
  await page.goto(await readLink(world, email));
  await page.getByLabel("New password").fill("Password2026!!");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(
    /guessed first/i,
  );
  await expect(page.getByLabel("New password")).toHaveValue("");
  await page.getByLabel("New password").fill(fresh);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(fresh);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
});

test("without JavaScript an invitation is accepted, second factor and all", async ({
  page,
  world,
}) => {
  const email = `new@${world.slug}.example`;
  await createInvitation(world.ctx, { email, name: "Nina New", role: "admin" });
  await page.goto(await readLink(world, email));
  await expect(page.getByLabel("Name")).toHaveValue("Nina New");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/at least/i);
  await page.getByLabel("Password").fill(fresh);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("Type it instead").click();
  const secret = (await page.locator("details code").textContent()) ?? "";
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret));
  await page.getByRole("button", { name: "Set up and continue" }).click();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByLabel(/^Account of Nina New/).last()).toBeVisible();
});
