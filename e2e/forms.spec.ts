import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { inScope } from "@/lib/runtime/transaction";
import { expect, signIn, test, typePassword, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const long = "A name that is far too long ".repeat(200);

async function expectRefused(page: Page): Promise<void> {
  const problems = page.getByRole("alert").filter({ hasText: "Some fields" });
  await expect(problems).toBeVisible();
  await problems.getByRole("link", { name: /Short name/ }).click();
  const slug = page.getByLabel("Short name");
  await expect(slug).toHaveAttribute("aria-invalid", "true");
  await expect(slug).toHaveValue("Not A Slug");
  await expect(slug).toHaveAccessibleDescription(/must be 1 to 63.*How senders/i);
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
}

async function fillClient(page: Page, name: string, slug: string): Promise<void> {
  await page.goto("/clients/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Short name").fill(slug);
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Create client" }).click();
}

test("a refused form names each field, keeps all that was typed, and says so once", async ({
  owner,
}) => {
  await fillClient(owner, "Initech", "Not A Slug");
  await expectRefused(owner);
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Initech");
  await owner.goto("/clients/new");
  await expect(owner.getByRole("alert").filter({ hasText: "Some" })).toHaveCount(0);
  await expect(owner.getByLabel("Short name")).toHaveValue("");
});

test("what was typed is kept also where a cookie could not hold it", async ({
  owner,
}) => {
  await owner.goto("/clients/new");
  const name = owner.getByLabel("Name", { exact: true });
  await name.evaluate((input: HTMLInputElement) => input.removeAttribute("maxlength"));
  await name.fill(long);
  await owner.getByLabel("Short name").fill("Not A Slug");
  await owner.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await owner.getByRole("button", { name: "Create client" }).click();
  await expectRefused(owner);
  await expect(name).toHaveValue(long);
});

test("a name in use is told at its field, and a good one announced once", async ({
  owner,
  world,
}) => {
  await fillClient(owner, "Acme again", `acme-${world.slug}`);
  await expect(owner.getByLabel("Short name")).toHaveAccessibleDescription(/in use/);
  await fillClient(owner, "Initech", "initech");
  await expect(owner).toHaveURL(/\/clients\/initech$/);
  await expect(owner.getByRole("status")).toContainText("Client Initech created.");
  await owner.getByRole("link", { name: "Audit log" }).first().click();
  await expect(owner.getByRole("heading", { name: "Audit log" })).toBeVisible();
  await expect(owner.getByText("Client Initech created.")).toHaveCount(0);
  await owner.goto("/clients");
  await expect(owner.getByText("Client Initech created.")).toHaveCount(0);
  await expect(owner.getByRole("row").filter({ hasText: "Initech" })).toContainText("2");
});

test("a post from another site does nothing and is in the log (T-73)", async ({
  owner,
}) => {
  for (const origin of ["https://evil.example", "null"]) {
    const answer = await owner.request.post("/api/clients", {
      headers: { origin },
      form: { name: "Evil", slug: "evil", timeZone: "UTC" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain("came from another site");
  }
  const log = new LogPage(owner);
  await log.open("?outcome=denied");
  await expect(log.rows.first()).toContainText("the form came from another site");
  await owner.goto("/clients");
  await expect(owner.getByText("Evil")).toHaveCount(0);
});

test("fields that no page has are refused and logged (T-19)", async ({ owner }) => {
  const answer = await owner.request.post("/api/clients", {
    headers: { origin: process.env.E2E_BASE_URL ?? "" },
    form: { name: "Evil", slug: "evil", timeZone: "UTC", organizationId: "x" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(answer.headers().location).toContain("/clients/new#");
  const log = new LogPage(owner);
  await log.open("?outcome=denied");
  await expect(log.rows.first()).toContainText("the form has no field organizationId");
});

test("a role that lacks the permission gets 403, and the refusal is in the log (T-18)", async ({
  auditor,
}) => {
  const answer = await auditor.request.post("/api/clients", {
    headers: { origin: process.env.E2E_BASE_URL ?? "" },
    form: { name: "No", slug: "no", timeZone: "UTC" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  const log = new LogPage(auditor);
  await log.open("?outcome=denied");
  await expect(log.rows.first()).toContainText("lacks clients:create");
});

test("somebody who is not signed in is led to the sign-in", async ({ request }) => {
  const answer = await request.post("/api/clients", {
    headers: { origin: process.env.E2E_BASE_URL ?? "" },
    form: { name: "No", slug: "no", timeZone: "UTC" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(answer.headers().location).toBe("/signin?next=%2Fclients%2Fnew");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a form is refused, corrected and accepted all the same", async ({
    page,
    world,
  }) => {
    await signIn(page, await world.addPerson("admin"), "/clients");
    await fillClient(page, "Initech", "Not A Slug");
    await expectRefused(page);
    await page.getByLabel("Short name").fill("initech");
    await page.getByRole("button", { name: "Create client" }).click();
    await expect(page.getByText("Client Initech created.")).toBeVisible();
  });
});

test.describe("a form whose session had ended before it was sent", () => {
  async function endSessions(world: World): Promise<void> {
    const { organizationId } = world.ctx.scope;
    await inScope(world.ctx.scope, (tx) =>
      tx.execute(sql`update custody.sessions set revoked_at = now()
        where organization_id = ${organizationId}::uuid`),
    );
  }

  async function sendProvider(page: Page, world: World): Promise<void> {
    await page.goto("/settings/security");
    await page.getByLabel("Name", { exact: true }).fill("Directory");
    await page.getByLabel("Client secret").fill("a secret between the two");
    await endSessions(world);
    await page.getByRole("button", { name: "Add provider" }).click();
    await expect(page).toHaveURL(/\/signin\?next=%2Fsettings%2Fsecurity/);
  }

  test("comes back as it was typed after signing in again, secrets excepted", async ({
    owner,
    world,
  }) => {
    await sendProvider(owner, world);
    expect(await owner.content()).not.toContain("Directory");
    await signIn(owner, `owner@${world.slug}.example`, "/settings/security");
    await expect(owner.getByText("Your session had ended.")).toBeVisible();
    await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Directory");
    await expect(owner.getByLabel("Client secret")).toHaveValue("");
  });

  test("is shown to who typed it and to nobody who signs in there instead", async ({
    owner,
    world,
  }) => {
    await sendProvider(owner, world);
    const other = await world.addPerson("owner", "another");
    await signIn(owner, other, "/settings/security");
    await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("");
    await expect(owner.getByText("Your session had ended.")).toHaveCount(0);
  });

  test("leads through the sign-in itself, back to its page", async ({ page, world }) => {
    const email = await world.addPerson("technician");
    await signIn(page, email, "/me/security");
    await page.getByLabel("New password").fill("gelber Zug faehrt nachts");
    await endSessions(world);
    await page.getByRole("button", { name: "Change password" }).click();
    await typePassword(page, email);
    await expect(page).toHaveURL(/\/me\/security/);
    await expect(page.getByText("Your session had ended.")).toBeVisible();
    await expect(page.getByLabel("New password")).toHaveValue("");
  });
});
