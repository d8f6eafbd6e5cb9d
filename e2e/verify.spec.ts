import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed, readSigners } from "@/lib/runtime/signing-key";
import { archiveOf } from "@/testing/bundle-content";
import { testOrigin } from "@/testing/cluster";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";

const staticPage = fileURLToPath(new URL("../public/verify.html", import.meta.url));

/** A log that signs with the very keys of the installation under test. */
function makeLog(): SealedLog {
  const folder = process.env.E2E_CUSTODY_DIR ?? "";
  const [signer] = readSigners(`${folder}/log-key.pem`, testOrigin);
  const exporter = createSigner(
    `${testOrigin}/export`,
    readSeed(`${folder}/export-key.pem`),
  );
  return fillLog(new SealedLog(signer, exporter), 40);
}

const fileOf = (bytes: Uint8Array, name = "acme.zip") => ({
  name,
  mimeType: "application/zip",
  buffer: Buffer.from(bytes),
});

const choose = (page: Page, bytes: Uint8Array) =>
  page.getByLabel(/Drop a bundle/).setInputFiles(fileOf(bytes));

/** The second digit of a ticket's number, wherever the file first has it. */
function changed(bytes: Uint8Array, ticket: "14" | "15"): Uint8Array {
  const copy = Buffer.from(bytes);
  const place = copy.indexOf(`Ticket “${ticket}`) + Buffer.byteLength("Ticket “1");
  copy[place] = "9".charCodeAt(0);
  return copy;
}

test("anybody sees a bundle say what it shows, with the network off and nothing uploaded", async ({
  page,
  context,
}) => {
  const bytes = archiveOf(makeLog().bundle({ kind: "client" }));
  await page.goto("/verify");
  await expect(
    page.getByRole("heading", { name: "Check an audit record" }),
  ).toBeVisible();
  await expect(page.getByText(`${testOrigin}+`).first()).toBeVisible();
  await expectAccessible(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await context.setOffline(true);
  await choose(page, bytes);
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByText("This bundle holds")).toBeVisible();
  await expect(result.getByText("COMPLETE (#0 to #19)")).toBeVisible();
  await expectAccessible(page);
  expect(sent).toEqual([]);
});

test("one changed byte is named by its entry, and what still holds is said", async ({
  page,
}) => {
  const bytes = archiveOf(makeLog().bundle({ kind: "organization" }));
  await page.goto("/verify");
  await choose(page, changed(bytes, "14"));
  const result = page.getByRole("region", { name: "Result" });
  await expect(
    result.getByRole("heading", { name: "This does not hold, at entry #14" }),
  ).toBeVisible();
  await expect(result.getByText("14 entries (#0 to #13)")).toBeVisible();
  await expectAccessible(page);
});

test("a bundle of somebody else is neither good nor bad here", async ({ page }) => {
  await page.goto("/verify");
  const other = fillLog(new SealedLog(), 4);
  await choose(page, archiveOf(other.bundle({ kind: "organization" })));
  await expect(page.getByText("This cannot be checked with these keys")).toBeVisible();
  await expect(page.getByText("needs log.test/custody1+").first()).toBeVisible();
  await choose(page, new Uint8Array([1, 2, 3]));
  await expect(page.getByText(/This does not hold, at the zip archive/)).toBeVisible();
});

test("the one static file checks the same, from disk and as it is served", async ({
  page,
}) => {
  const log = makeLog();
  const bytes = archiveOf(log.bundle({ kind: "client" }));
  for (const address of ["/verify.html", `file://${staticPage}`]) {
    await page.goto(address);
    await page.getByLabel("The keys of the log").fill("");
    await choose(page, bytes);
    await expect(page.getByText("The keys are missing")).toBeVisible();
    await page.getByLabel("The keys of the log").fill(log.policyText());
    await choose(page, bytes);
    await expect(page.getByText("This bundle holds")).toBeVisible();
    await choose(page, changed(bytes, "15"));
    await expect(page.getByText(/This does not hold, at entry #7/)).toBeVisible();
    await expectAccessible(page);
  }
});
