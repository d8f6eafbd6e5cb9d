import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import Papa from "papaparse";
import { inScope } from "@/lib/runtime/transaction";
import { expectAccessible } from "./accessible";
import { expect, password, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const tickets = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: at % 2 === 0 ? "ticket.created" : "ticket.deleted",
    target: { type: "ticket", id: `${at}`, name: `=Ticket ${at}` },
    client,
  }));

async function download(page: Page): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Download/ })
    .first()
    .click();
  return readFileSync(await (await waiting).path(), "utf8");
}

test("what the log shows is exported as CSV, verified, downloaded, and all of it is in the log", async ({
  owner,
  world,
}) => {
  await world.append(tickets(21, `acme-${world.slug}`));
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  await owner.getByRole("link", { name: "Export", exact: true }).click();
  await expect(owner.getByText("10 entries", { exact: false }).first()).toBeVisible();
  await expect(owner.getByText("This export will itself be recorded.")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Export" }).click();
  await expect(
    owner.getByText("The export is under way; it is in the log."),
  ).toBeVisible();
  await expect(owner.getByText("10 verified, all hold")).toBeVisible();
  await expectAccessible(owner);
  const text = await download(owner);
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  expect(data.map(({ action }) => action)).toEqual(Array(10).fill("ticket.deleted"));
  expect(data[0]?.target_name).toBe("'=Ticket 1");
  expect(new Set(data.map(({ verification }) => verification))).toEqual(
    new Set(["holds"]),
  );
  await log.open("?action=export.*");
  await expect(log.rows).toHaveCount(3);
  await expect(log.rows.first()).toContainText("downloaded");
});

test("an address that the log would read in part is not exported, and says which part", async ({
  owner,
}) => {
  await owner.goto("/exports/new?verb=delete&colour=red");
  await expect(owner.getByText("cannot be exported as it is")).toBeVisible();
  await expect(owner.getByText("colour=red")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Export" })).toHaveCount(0);
});

test("a technician's export holds their clients alone, and nobody else can fetch it", async ({
  technician,
  browser,
  world,
}) => {
  await world.append(tickets(4, `globex-${world.slug}`));
  await technician.goto("/exports/new?range=all");
  await technician.getByRole("radio", { name: /^NDJSON/ }).check();
  await technician.getByRole("button", { name: "Export" }).click();
  await expect(technician.getByText("all hold")).toBeVisible();
  const link = technician.getByRole("link", { name: /^Download/ }).first();
  const address = (await link.getAttribute("href")) ?? "";
  expect(await download(technician)).not.toContain("=Ticket");
  const elsewhere = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
  const owner = await elsewhere.newPage();
  await signIn(owner, await world.addPerson("owner"), "/exports");
  await expect(owner.getByRole("region", { name: "Exports" })).toContainText("all hold");
  await expect(owner.getByRole("link", { name: /^Download/ })).toHaveCount(0);
  expect((await owner.request.get(address)).status()).toBe(404);
  await elsewhere.close();
});

test("the whole log in one file needs a fresh proof of who asks", async ({
  auditor,
  world,
}) => {
  const { organizationId } = world.ctx.scope;
  const wish = auditor.getByRole("button", { name: "Export" });
  await inScope(world.ctx.scope, (tx) =>
    tx.execute(sql`update custody.sessions set proved_at = null
      where organization_id = ${organizationId}::uuid`),
  );
  await auditor.goto("/exports/new?range=all&verb=login");
  await wish.click();
  await expect(auditor).toHaveURL(/\/exports$/);
  await auditor.goto("/exports/new?range=all");
  await wish.click();
  await expect(auditor).toHaveURL(/\/reauth/);
  await auditor.getByLabel("Password").fill(password);
  await auditor.getByRole("button", { name: "Confirm" }).click();
  await wish.click();
  await expect(auditor.getByRole("row", { name: /^Everything/ })).toBeVisible();
});

test("without scripts a file is asked for and fetched all the same", async ({
  browser,
  world,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: process.env.E2E_BASE_URL,
  });
  const page = await context.newPage();
  await signIn(page, await world.addPerson("auditor", "quiet"), "/exports/new");
  await page.getByRole("radio", { name: /^JSON/ }).check();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("all hold")).toBeVisible({ timeout: 100 });
  }).toPass();
  const document = JSON.parse(await download(page));
  expect(document.total).toBe(document.data.length);
  expect(document.export.verification).toMatchObject({ state: "holds", altered: 0 });
  await context.close();
});

test("an evidence bundle of a client is asked for, downloaded, and holds when it is checked", async ({
  owner,
  world,
}) => {
  await world.append(tickets(6, `acme-${world.slug}`));
  await owner.goto(`/exports/new?range=all&client=acme-${world.slug}`);
  await owner.getByRole("radio", { name: /^Evidence bundle/ }).check();
  await owner.getByRole("button", { name: "Export" }).click();
  await expect(owner.getByText("all hold")).toBeVisible();
  const waiting = owner.waitForEvent("download");
  await owner.getByRole("link", { name: /^Download/ }).click();
  const file = await (await waiting).path();
  await owner.goto("/verify");
  await owner.getByLabel(/Drop a bundle/).setInputFiles(file);
  await expect(owner.getByText("This bundle holds")).toBeVisible();
  await expect(owner.getByText(/^COMPLETE/).first()).toBeVisible();
});
