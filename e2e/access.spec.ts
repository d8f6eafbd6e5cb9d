import { expect, signIn, test, typePassword } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a shared link survives the sign-in", async ({ page, world }) => {
  const email = await world.addPerson("auditor");
  await page.goto("/admin/audit-logs?verb=delete&range=30d");
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/admin\/audit-logs\?.*verb=delete/);
});

test("a wrong password says nothing of why, keeps the address and is in the log", async ({
  page,
  world,
}) => {
  const email = await world.addPerson("owner");
  await page.goto("/signin");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toContainText("That did not work");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await signIn(page, email, "/admin/audit-logs?action=user.sign_in_failed");
  const log = new LogPage(page);
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText("Failed");
});

test("a technician sees own actions and assigned clients, nothing else", async ({
  technician,
  world,
}) => {
  await world.append([
    {
      action: "ticket.created",
      client: `acme-${world.slug}`,
      target: { type: "ticket", id: "1" },
    },
  ]);
  const log = new LogPage(technician);
  await log.open("?range=all");
  await expect(log.row("user.signed_in")).toHaveCount(1);
  await expect(log.row("ticket.created")).toHaveCount(0);
});

test("a refused page says why with status 403, and the refusal is in the log", async ({
  technician,
  world,
  browser,
}) => {
  const answer = await technician.goto("/settings/users");
  expect(answer?.status()).toBe(403);
  await expect(technician.getByRole("heading", { level: 1 })).toContainText("may not");
  await expect(
    technician.getByText("the role technician lacks users:read"),
  ).toBeVisible();
  const page = await (await browser.newContext()).newPage();
  await signIn(page, await world.addPerson("owner"), "/admin/audit-logs?outcome=denied");
  const log = new LogPage(page);
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText("Technician Person");
});

test("an auditor reads the whole log and its people", async ({ auditor, world }) => {
  await world.append([{ action: "ticket.created", client: `acme-${world.slug}` }]);
  const log = new LogPage(auditor);
  await log.open();
  await expect(log.row("ticket.created")).toBeVisible();
  expect((await auditor.goto("/settings/users"))?.status()).toBe(200);
});

test("signing out ends the session, also for a copied cookie", async ({
  owner,
  browser,
}) => {
  await owner.goto("/");
  const cookies = await owner.context().cookies();
  await owner
    .getByLabel(/^Account of/)
    .last()
    .click();
  await owner.getByRole("button", { name: "Sign out" }).last().click();
  await expect(owner).toHaveURL(/\/signin/);
  const thief = await browser.newContext();
  await thief.addCookies(cookies);
  const page = await thief.newPage();
  await page.goto("/admin/audit-logs");
  await expect(page).toHaveURL(/\/signin/);
});

test("an entry of another organization is not found", async ({ owner, world }) => {
  const [mine] = await world.append([{ action: "ticket.created" }]);
  expect((await owner.goto(`/admin/audit-logs/${mine?.id}`))?.status()).toBe(200);
  const strange = `evt_${"0".repeat(26)}`;
  expect((await owner.goto(`/admin/audit-logs/${strange}`))?.status()).toBe(404);
});
