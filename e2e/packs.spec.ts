import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { extractText, getDocumentProxy } from "unpdf";
import { findOwnPolicy } from "@/lib/bundles/queries";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { expectAccessible } from "./accessible";
import { addSession, expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const tickets = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: "ticket.deleted",
    target: { type: "ticket", id: `${at}`, name: `=Ticket ${at}` },
    client,
  }));

const hostile = '<img src=x onerror="alert(1)">\u202e=1+1';

/** What a stranger does with the file: lists it, reads it, checks its proof. */
async function expectEvidence(path: string, client: string): Promise<void> {
  const files = unzipSync(new Uint8Array(readFileSync(path)));
  expect(Object.keys(files).slice(0, 4)).toEqual([
    "README.txt",
    "summary.pdf",
    "manifest.json",
    "01-everything.csv",
  ]);
  const csv = strFromU8(files["01-everything.csv"] ?? new Uint8Array());
  const { data, errors } = Papa.parse<Record<string, string>>(csv, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  expect(new Set(data.map(({ client }) => client))).toEqual(new Set([client]));
  expect(data.filter(({ action }) => action === "ticket.deleted")).toHaveLength(12);
  expect(csv).toContain("'=Ticket 1");
  const pdf = await getDocumentProxy(files["summary.pdf"] ?? new Uint8Array());
  const { text } = await extractText(pdf, { mergePages: true });
  expect(text).toContain("Evidence pack");
  expect(text).toContain("A.8.15");
  expect(text).not.toContain("\u202e");
  const bundle = files["01-everything.bundle.zip"] ?? new Uint8Array();
  const policy = parsePolicy((await findOwnPolicy()) ?? "");
  expect(runToEnd(verifyArchive(bundle, policy))).toMatchObject({ ok: true });
}

test("everything done for a client is packed, downloaded and checked; every step is an address", async ({
  auditor,
  world,
}) => {
  await world.append(tickets(12, `acme-${world.slug}`));
  await world.append(tickets(3, `globex-${world.slug}`));
  await auditor.goto("/evidence");
  await expect(auditor.getByText("No packs yet")).toBeVisible();
  await auditor.getByRole("link", { name: "New pack" }).click();
  await auditor.getByRole("radio", { name: /^Client review/ }).check();
  await auditor.getByRole("button", { name: "Continue" }).click();
  await expect(auditor).toHaveURL(/step=scope/);
  await auditor.getByLabel("Client").selectOption(`acme-${world.slug}`);
  await auditor.getByLabel("Period").selectOption({ index: 0 });
  await auditor.getByRole("button", { name: "Continue" }).click();
  await expect(auditor).toHaveURL(/step=contents/);
  await auditor.goBack();
  await expect(auditor.getByLabel("Client")).toHaveValue(`acme-${world.slug}`);
  await auditor.goForward();
  await expect(auditor.getByRole("checkbox", { name: /^Everything/ })).toBeChecked();
  await auditor.getByLabel(/^Prepared for/i).fill(hostile);
  await auditor.getByRole("button", { name: "Continue" }).click();
  await expect(auditor).toHaveURL(/step=review/);
  await expect(auditor.getByText("They do not certify anything")).toBeVisible();
  await auditor.getByRole("button", { name: "Make the pack" }).click();
  const link = auditor.getByRole("link", { name: "Download" });
  await expect(link).toBeVisible({ timeout: 60_000 });
  await expect(auditor.getByText(/verified, all hold/)).toBeVisible();
  const waiting = auditor.waitForEvent("download");
  await link.click();
  const path = await (await waiting).path();
  await expectEvidence(path, `acme-${world.slug}`);
  const log = new LogPage(auditor);
  await log.open("?action=evidence_pack.*");
  await expect(log.rows).toHaveCount(3);
  await expect(log.rows.first()).toContainText("evidence_pack.downloaded");
  await expect(auditor.locator("img[src=x]")).toHaveCount(0);
});

test("every step of the wizard, and the page of a pack, can be used by everybody", async ({
  owner,
}) => {
  await owner.goto("/evidence/new");
  await expectAccessible(owner);
  await owner.getByRole("radio", { name: /^GDPR/ }).check();
  for (const next of ["scope", "contents", "review"]) {
    await owner.getByRole("button", { name: "Continue" }).click();
    await expect(owner).toHaveURL(new RegExp(`step=${next}`));
    await expectAccessible(owner);
  }
  await owner.getByRole("button", { name: "Make the pack" }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("GDPR");
  await expectAccessible(owner);
});

test("the wizard goes by keyboard alone", async ({ owner }) => {
  await owner.goto("/evidence/new");
  await owner.getByRole("radio", { name: /^Access review/ }).focus();
  await owner.keyboard.press("Space");
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/step=scope/);
  await owner.getByLabel("Period").focus();
  await owner.keyboard.press("Home");
  await owner.getByRole("button", { name: "Continue" }).focus();
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/step=contents/);
  await owner.getByRole("button", { name: "Continue" }).focus();
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/step=review/);
  await owner.getByRole("button", { name: "Make the pack" }).focus();
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("Access review");
});

test("without scripts a pack is asked for, and its last step says what is missing", async ({
  browser,
  world,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: process.env.E2E_BASE_URL,
  });
  await addSession(context, await world.addPerson("auditor", "quiet"));
  const page = await context.newPage();
  await page.goto("/evidence/new?step=review");
  await expect(page.getByRole("radio", { name: /^Client review/ })).toBeVisible();
  await page.getByRole("radio", { name: /^Client review/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Period").selectOption({ index: 0 });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("is needed: the pack is about it")).toBeVisible();
  await page.goto("/evidence/new?step=scope");
  await page.getByLabel("Client").selectOption(`globex-${world.slug}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.goto("/evidence/new");
  await page.getByRole("button", { name: "Make the pack" }).click();
  await expect(
    page.getByText("The pack is being made; that is in the log."),
  ).toBeVisible();
  await context.close();
});

test("a technician is refused evidence", async ({ technician }) => {
  expect((await technician.goto("/evidence"))?.status()).toBe(403);
  expect((await technician.goto("/evidence/new"))?.status()).toBe(403);
});
