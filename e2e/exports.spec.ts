import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { parquetReadObjects } from "hyparquet";
import Papa from "papaparse";
import { parseArchive } from "@/lib/proof/archive";
import { checkExportZip } from "@/lib/proof/export-manifest";
import { policyOfKeys } from "@/lib/proof/policy";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed } from "@/lib/runtime/signing-key";
import { inScope } from "@/lib/runtime/transaction";
import { testOrigin } from "@/testing/cluster";
import { listActingNames, readPdfPages } from "@/testing/read-pdf";
import { expectAccessible } from "./accessible";
import { expect, password, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const tickets = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: at % 2 === 0 ? "ticket.created" : "ticket.deleted",
    target: { type: "ticket", id: `${at}`, name: `=Ticket ${at}` },
    client,
  }));

async function downloadBytes(page: Page): Promise<Uint8Array> {
  const waiting = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Download/ })
    .first()
    .click();
  return Uint8Array.from(readFileSync(await (await waiting).path()));
}

const download = async (page: Page) =>
  new TextDecoder().decode(await downloadBytes(page));

async function exportAs(page: Page, query: string, format: RegExp): Promise<Uint8Array> {
  await page.goto(`/exports/new?${query}`);
  await page.getByRole("radio", { name: format }).check();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("The export is ready; it is in the log.")).toBeVisible();
  return downloadBytes(page);
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
  await expect(owner.getByText("The export is ready; it is in the log.")).toBeVisible();
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
  const buffer = Buffer.from(await downloadBytes(owner));
  await owner.goto("/verify");
  const file = { name: "acme.zip", mimeType: "application/zip", buffer };
  await owner.getByLabel(/Drop a bundle/).setInputFiles(file);
  await expect(owner.getByText("This bundle holds")).toBeVisible();
  await expect(owner.getByText(/^COMPLETE/).first()).toBeVisible();
});

test("a PDF of a filter is ready with its page, and says what it is of, entry by entry", async ({
  owner,
  world,
}) => {
  await world.append(tickets(5, `acme-${world.slug}`));
  const bytes = await exportAs(owner, "range=all&verb=delete", /^PDF/);
  const [cover = "", ...pages] = await readPdfPages(bytes);
  expect(cover).toContain("All 2 entries were recomputed");
  expect(pages.join(" ")).toContain("=Ticket 1");
  expect(pages.at(-1)).toMatch(/Page 2 of ?2/);
  expect(await listActingNames(bytes)).toEqual([]);
});

test("a Parquet file of a filter is read back row by row", async ({ owner, world }) => {
  await world.append(tickets(5, `acme-${world.slug}`));
  const bytes = await exportAs(owner, "range=all&verb=delete", /^Parquet/);
  const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  expect(rows.map(({ target_name: name }) => name)).toEqual(["=Ticket 1", "=Ticket 3"]);
});

test("with a manifest the export is a zip whose note holds under the log's key", async ({
  owner,
  world,
}) => {
  await world.append(tickets(5, `acme-${world.slug}`));
  await owner.goto("/exports/new?range=all&verb=delete");
  await owner.getByRole("checkbox", { name: /signed manifest/ }).check();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Export" }).click();
  await expect(owner.getByText("CSV for spreadsheets, with manifest")).toBeVisible();
  const files = parseArchive(await downloadBytes(owner));
  expect([...files.keys()]).toContain("entries.csv");
  const seed = readSeed(`${process.env.E2E_CUSTODY_DIR}/export-key.pem`);
  const { key } = createSigner(`${testOrigin}/export`, seed);
  expect(checkExportZip(files, policyOfKeys([key]))).toMatchObject({
    ok: true,
    manifest: { count: 2 },
  });
});
