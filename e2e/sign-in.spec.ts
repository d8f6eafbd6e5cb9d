import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { createInvitation } from "@/lib/invitations/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { readCode } from "@/testing/authenticator";
import { expect, signIn, test, typePassword } from "./fixtures";
import { readLink } from "./mailed-link";
import { LogPage } from "./pages/log-page";

const fresh = "gelber Zug faehrt nachts";

async function openElsewhere(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

test("a mailed link signs in once, by its button and not by being opened (T-69)", async ({
  page,
  world,
  browser,
}) => {
  const email = await world.addPerson("auditor");
  await page.goto("/signin");
  await page.getByRole("link", { name: "E-mail me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Sign in by mail" }).waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("If an account has this address");
  const link = await readLink(world, email);
  for (const other of [await openElsewhere(browser), page]) await other.goto(link);
  await page.getByRole("button", { name: "Sign in here" }).click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  const late = await openElsewhere(browser);
  await late.goto(link);
  await expect(late.getByText("This link works no longer")).toBeVisible();
});

test("a link for an address that nobody has is answered alike (T-63)", async ({
  page,
}) => {
  for (const path of ["/signin/link", "/reset"]) {
    await page.goto(path);
    await page.getByLabel("E-mail").fill("nobody@msp.example");
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("status")).toContainText(
      "If an account has this address",
    );
  }
});

test("a forgotten password is replaced by mail, and one that is guessed first is refused", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("technician");
  await page.goto("/signin");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Reset your password" }).waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toBeVisible();
  await page.goto(await readLink(world, email));
  await page.getByLabel("New password").fill("Password2026!!");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(
    /guessed first/i,
  );
  await page.getByLabel("New password").fill(fresh);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("status")).toContainText("Your password is new");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(fresh);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
});

test("an invitation makes an admin, who sets up a second factor before anything else", async ({
  page,
  world,
}) => {
  const email = `new@${world.slug}.example`;
  await createInvitation(world.ctx, { email, name: "Nina New", role: "admin" });
  const link = await readLink(world, email);
  await page.goto(link);
  await expect(page.getByLabel("Name")).toHaveValue("Nina New");
  await page.getByLabel("Password").fill(fresh);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(
    page.getByRole("heading", { name: "Set up a second factor" }),
  ).toBeVisible();
  await page.getByText("Type it instead").click();
  const secret = await page.locator("details code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? ""));
  await page.getByRole("button", { name: "Set up and continue" }).click();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByLabel(/^Account of Nina New/).last()).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("This link works no longer")).toBeVisible();
});

test("a session ended in one browser is over in the other at its next click", async ({
  page,
  world,
  browser,
}) => {
  const email = await world.addPerson("auditor");
  const there = await openElsewhere(browser);
  await signIn(there, email);
  await signIn(page, email, "/me/sessions");
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("That session is over.");
  await there.goto("/clients");
  await expect(there).toHaveURL(/\/signin/);
  await expect(page.getByRole("button", { name: "End", exact: true })).toHaveCount(0);
});

test("'this wasn't me' ends everything, and the owners are told", async ({
  page,
  world,
}) => {
  const owner = await world.addPerson("owner");
  const email = await world.addPerson("auditor");
  await signIn(page, email, "/me/sessions");
  await page.getByText("This wasn't me").click();
  await page.getByRole("button", { name: "It wasn't me" }).click();
  await expect(page.getByText("All your sessions are over")).toBeVisible();
  await page.goto("/signin");
  await typePassword(page, email);
  await expect(page.getByRole("alert").first()).toContainText("That did not work");
  expect(await readLink(world, email)).toMatch(/^\/reset\//);
  await signIn(page, owner, "/settings/notifications");
  await expect(page.getByText("A session was reported as stolen")).toBeVisible();
  const log = new LogPage(page);
  await log.open("?action=user.sessions_revoked");
  await expect(log.rows).toHaveCount(1);
});

test("a kept mail is read by owners only, and who read it is in the log", async ({
  owner,
  world,
}) => {
  const email = `invited@${world.slug}.example`;
  await createInvitation(world.ctx, { email, name: "Ida", role: "auditor" });
  await owner.goto("/settings/notifications");
  await owner.getByRole("link", { name: "You are invited to an audit log" }).click();
  await expect(owner.getByText("/invite/")).toBeVisible();
  const log = new LogPage(owner);
  await log.open("?action=credential.revealed");
  await expect(log.rows).toHaveCount(1);
});

test("a password is changed on one's own page, and the old one is worth nothing", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("technician");
  await signIn(page, email, "/me/security");
  await page.getByLabel("Current password").fill("wrong");
  await page.getByLabel("New password").fill(fresh);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(
    /not your password/i,
  );
  await page.getByLabel("Current password").fill("correct horse battery staple");
  await page.getByLabel("New password").fill(fresh);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status")).toContainText("Your password is changed");
});

test("anybody may set up a second factor, after showing again who they are", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("technician");
  await signIn(page, email, "/me/security");
  const { organizationId } = world.ctx.scope;
  await inScope(world.ctx.scope, (tx) =>
    tx.execute(sql`update custody.sessions set proved_at = null
      where organization_id = ${organizationId}::uuid`),
  );
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await expect(page).toHaveURL(/\/reauth/);
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/\/me\/security$/);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByText("Type it instead").click();
  const secret = await page.locator("details code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(readCode(secret ?? ""));
  await page.getByRole("button", { name: "Set up", exact: true }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
});
