import { expect, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a client is edited, archived and restored, all in its own log", async ({
  owner,
  world,
}) => {
  const slug = `acme-${world.slug}`;
  await owner.goto(`/clients/${slug}`);
  await owner.getByRole("link", { name: "Edit" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Acme Dental");
  await owner.getByLabel("Short name").fill(`globex-${world.slug}`);
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByLabel("Short name")).toHaveAccessibleDescription(/in use/i);
  await owner.getByLabel("Short name").fill(slug);
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByRole("heading", { name: "Acme Dental" })).toBeVisible();
  await owner.getByText("Archive", { exact: true }).first().click();
  await owner.getByRole("button", { name: "Archive" }).click();
  await expect(owner.getByRole("status")).toContainText("Acme Dental is archived");
  await owner.goto("/clients");
  await expect(owner.getByRole("link", { name: "Acme Dental" })).toHaveCount(0);
  await owner.getByRole("link", { name: "Show 1 archived" }).click();
  await owner.getByRole("link", { name: "Acme Dental" }).click();
  await owner.getByRole("button", { name: "Restore" }).click();
  await expect(owner.getByRole("status")).toContainText("active again");
  const log = new LogPage(owner);
  await log.open(`?client=${slug}&action=client.*`);
  await expect(log.row("client.restored")).toBeVisible();
});

test("a merge leads from each history to the other, and is on both", async ({
  owner,
  world,
}) => {
  const [from, into] = [`globex-${world.slug}`, `acme-${world.slug}`];
  await owner.goto(`/clients/${from}`);
  await owner.getByText("Merge", { exact: true }).first().click();
  await owner.getByRole("button", { name: "Merge" }).click();
  await expect(owner.getByLabel("Goes on as")).toHaveAccessibleDescription(/choose a/i);
  await owner.getByLabel("Goes on as").selectOption(into);
  await owner.getByRole("button", { name: "Merge" }).click();
  await expect(owner.getByText("This client was merged into")).toBeVisible();
  await owner.getByRole("link", { name: `Client ${into}` }).click();
  await expect(owner.getByText("What happened before at")).toBeVisible();
  for (const slug of [from, into]) {
    await owner.goto(`/clients/${slug}/audit?action=client.merged`);
    await expect(new LogPage(owner).rows).toHaveCount(1);
  }
});

test("contacts come, change, get into the portal and go", async ({ owner, world }) => {
  const list = `/clients/acme-${world.slug}/contacts`;
  await owner.goto(`${list}/new`);
  await owner.getByLabel("E-mail").fill("sam@acme.example");
  await owner.getByLabel("Phone").fill("+44 20 7946 0000");
  await owner.getByRole("button", { name: "Create contact" }).click();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(
    /cannot be empty/i,
  );
  await expect(owner.getByLabel("Phone")).toHaveValue("+44 20 7946 0000");
  await owner.getByLabel("Name", { exact: true }).fill("Sam Reed");
  await owner.getByRole("button", { name: "Create contact" }).click();
  const row = owner.getByRole("row").filter({ hasText: "Sam Reed" });
  await row.getByText("Grant access").first().click();
  await row.getByRole("button", { name: "Grant access" }).click();
  await expect(row).toContainText("since");
  await row.getByRole("link", { name: "Sam Reed" }).click();
  await owner.getByLabel("E-mail").fill("other@acme.example");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByLabel("E-mail")).toHaveAccessibleDescription(
    /revoke it first/i,
  );
  await owner.goto(list);
  await row.getByText("Revoke access").first().click();
  await row.getByRole("button", { name: "Revoke access" }).click();
  await row.getByText("Delete").first().click();
  await row.getByRole("button", { name: "Delete" }).click();
  await expect(owner.getByRole("status")).toContainText("Their entries stay");
  await owner.goto(`/clients/acme-${world.slug}/audit?action=contact.*`);
  await expect(new LogPage(owner).rows).toHaveCount(4);
});

test("an auditor and a technician look at clients and change none", async ({
  auditor,
  world,
  browser,
}) => {
  const path = `/clients/acme-${world.slug}`;
  await auditor.goto(path);
  await expect(auditor.getByText("Archive or merge")).toHaveCount(0);
  expect((await auditor.goto(`${path}/edit`))?.status()).toBe(403);
  expect((await auditor.goto(`${path}/contacts/new`))?.status()).toBe(403);
  const page = await (await browser.newContext()).newPage();
  await signIn(page, await world.addPerson("technician"), "/clients");
  await expect(page.getByText("No clients yet")).toBeVisible();
  expect((await page.goto(path))?.status()).toBe(403);
});

test("the pages of a client that was renamed are found under its old short name, and nobody else takes it", async ({
  owner,
  world,
}) => {
  const [old, fresh] = [`acme-${world.slug}`, `ajax-${world.slug}`];
  await owner.goto(`/clients/${old}/edit`);
  await owner.getByLabel("Short name").fill(fresh);
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner).toHaveURL(`/clients/${fresh}`);
  for (const path of ["", "/audit?action=client.*", "/contacts"]) {
    const answer = await owner.request.get(`/clients/${old}${path}`, { maxRedirects: 0 });
    expect(answer.status()).toBe(308);
    await owner.goto(`/clients/${old}${path}`);
    await expect(owner).toHaveURL(`/clients/${fresh}${path}`);
  }
  await owner.goto("/clients/new");
  await owner.getByLabel("Name", { exact: true }).fill("Another");
  await owner.getByLabel("Short name").fill(old);
  await owner.getByRole("button", { name: "Create client" }).click();
  await expect(owner.getByLabel("Short name")).toHaveAccessibleDescription(
    /links with it still lead there/,
  );
});
