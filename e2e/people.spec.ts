import type { Browser, Page } from "@playwright/test";
import type { StaffRole } from "@/lib/access/policy";
import { expect, signIn, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const people = "/settings/users";

/** Two people sign in and act in turn. */
test.describe.configure({ timeout: 120_000 });

/** Somebody else, in a browser of their own. */
async function openAs(browser: Browser, world: World, role: StaffRole, path = people) {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, await world.addPerson(role), path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto(people);
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function expectTold(page: Page, action: string, words: string): Promise<void> {
  const log = new LogPage(page);
  await log.open(`?action=${action}&range=all`);
  await expect(log.rows.first()).toContainText(words);
}

test("an owner invites somebody, sends the link again and withdraws it", async ({
  owner,
}) => {
  await owner.goto(`${people}/invite`);
  await owner.getByLabel("E-mail").fill("not an address");
  await owner.getByLabel("Name", { exact: true }).fill("Bo Berg");
  await owner.getByRole("radio", { name: /Auditor/ }).check();
  await owner.getByRole("button", { name: "Send invitation" }).click();
  await expect(owner.getByLabel("E-mail")).toHaveAccessibleDescription(/e-mail address/);
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Bo Berg");
  await expect(owner.getByRole("radio", { name: /Auditor/ })).toBeChecked();
  await owner.getByLabel("E-mail").fill("bo@msp.example");
  await owner.getByRole("button", { name: "Send invitation" }).click();
  await expect(owner.getByRole("status")).toContainText("sent to bo@msp.example");
  const row = owner.getByRole("row").filter({ hasText: "bo@msp.example" });
  await row.getByText("Send again").first().click();
  await row.getByRole("button", { name: "Send again" }).click();
  await expect(owner.getByRole("status")).toContainText("A new link was sent");
  await row.getByText("Withdraw").first().click();
  await row.getByRole("button", { name: "Withdraw" }).click();
  await expect(row).toHaveCount(0);
  await expectTold(owner, "user.invitation_revoked", "Bo Berg");
});

test("a role changes with the next request, and the entry says from what to what", async ({
  owner,
  world,
  browser,
}) => {
  const technician = await openAs(browser, world, "technician", "/admin/audit-logs");
  expect((await technician.goto(people))?.status()).toBe(403);
  await openPerson(owner, "Technician Person");
  await owner.getByRole("radio", { name: /Auditor/ }).check();
  await owner.getByRole("button", { name: "Change role" }).click();
  await expect(owner.getByRole("status")).toContainText("is auditor from now on");
  expect((await technician.goto(people))?.status()).toBe(200);
  await expectTold(owner, "user.role_changed", "technician");
});

test("an admin finds owners out of reach, and the last owner cannot be demoted", async ({
  owner,
  world,
  browser,
}) => {
  const admin = await openAs(browser, world, "admin");
  await admin.getByRole("link", { name: "Owner Person" }).click();
  await expect(admin.getByText("only an owner changes an owner")).toBeVisible();
  await admin.goto(`${people}/invite`);
  await expect(admin.getByRole("radio", { name: /Owner/ })).toHaveCount(0);
  await openPerson(owner, "Owner Person");
  await owner.getByRole("radio", { name: /Admin/ }).check();
  await owner.getByRole("button", { name: "Change role" }).click();
  await expect(
    owner.getByRole("alert").filter({ hasText: "The last owner stays" }),
  ).toBeVisible();
});

test("who is disabled is out at once, and back when enabled", async ({
  owner,
  world,
  browser,
}) => {
  const auditor = await openAs(browser, world, "auditor", "/admin/audit-logs");
  await openPerson(owner, "Auditor Person");
  await owner.getByText("Disable", { exact: true }).first().click();
  await owner.getByRole("button", { name: "Disable" }).click();
  await expect(owner.getByRole("status")).toContainText("their sessions ended");
  await auditor.goto("/admin/audit-logs");
  await expect(auditor).toHaveURL(/\/signin/);
  await owner.getByRole("button", { name: "Enable again" }).click();
  await expect(owner.getByRole("status")).toContainText("can sign in again");
  await owner.getByText("Remove", { exact: true }).first().click();
  await owner.getByRole("button", { name: "Remove" }).click();
  await expect(owner.getByRole("status")).toContainText("Their entries stay");
  await expect(owner.getByRole("link", { name: "Auditor Person" })).toHaveCount(0);
});

test("an auditor's access gets an end; a technician gets clients", async ({
  owner,
  world,
  browser,
}) => {
  await world.addPerson("auditor");
  await openPerson(owner, "Auditor Person");
  await owner.getByLabel("Last day").fill("2020-01-01");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByLabel("Last day")).toHaveAccessibleDescription(/in the future/);
  await expect(owner.getByLabel("Last day")).toHaveValue("2020-01-01");
  await owner.getByLabel("Last day").fill("2099-12-31");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("until 2099-12-31")).toBeVisible();
  const technician = await openAs(browser, world, "technician", "/clients");
  await expect(technician.getByText("No clients yet")).toBeVisible();
  await openPerson(owner, "Technician Person");
  await owner.getByLabel(`Client acme-${world.slug}`).check();
  await owner.getByRole("button", { name: "Save" }).last().click();
  await expect(owner.getByRole("status")).toContainText("Saved");
  await technician.reload();
  await expect(
    technician.getByRole("link", { name: `Client acme-${world.slug}` }),
  ).toBeVisible();
});

test("an owner gives technicians the whole log; nobody else changes roles", async ({
  owner,
  world,
  browser,
}) => {
  await world.append([{ action: "ticket.created", client: `acme-${world.slug}` }]);
  const technician = await openAs(browser, world, "technician", "/admin/audit-logs");
  const log = new LogPage(technician);
  await expect(log.row("ticket.created")).toHaveCount(0);
  await owner.goto("/settings/roles");
  await owner.getByLabel(/^technician: Read the whole log/).check();
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByRole("status")).toContainText("Saved");
  await technician.reload();
  await expect(log.row("ticket.created")).toBeVisible();
  const admin = await openAs(browser, world, "admin", "/settings/roles");
  await expect(admin.getByText("Only an owner changes it")).toBeVisible();
  await expect(admin.getByRole("checkbox")).toHaveCount(0);
  expect((await technician.goto("/settings/roles"))?.status()).toBe(403);
});

test("an auditor reads people and roles and changes nothing", async ({ auditor }) => {
  await auditor.goto(people);
  await expect(auditor.getByRole("link", { name: "Invite somebody" })).toHaveCount(0);
  await auditor.getByRole("link", { name: "Auditor Person" }).click();
  await expect(auditor.getByText("your role only reads people")).toBeVisible();
  expect((await auditor.goto(`${people}/invite`))?.status()).toBe(403);
});
