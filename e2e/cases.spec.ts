import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { findOwnPolicy } from "@/lib/bundles/queries";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { readPdfPages } from "@/testing/read-pdf";
import { expectAccessible } from "./accessible";
import { addSession, expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const hostile = '<img src=x onerror="alert(1)">\u202e';

const seed = (world: World) =>
  world.append(
    [1, 2, 3].map((at) => ({
      action: "ticket.updated",
      client: `acme-${world.slug}`,
      actor: { type: "user" as const, id: "usr_a", name: "Alice Ng" },
      target: { type: "ticket", id: String(at), name: `Rule ${at} ${hostile}` },
      before: { status: "Open" },
      after: { status: "Forwarding" },
    })),
  );

/** The PDF as text, and the bundle as whoever checks it. */
async function expectFiles(owner: Page): Promise<void> {
  const pdfDownload = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "PDF" }).click();
  const pdf = readFileSync(await (await pdfDownload).path());
  const text = (await readPdfPages(new Uint8Array(pdf))).join("\n");
  expect(text).toContain("Twelve letters left the house.");
  expect(text).toContain("1 pinned entry was recomputed");
  const bundleDownload = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "Bundle" }).click();
  const bundle = new Uint8Array(readFileSync(await (await bundleDownload).path()));
  const policy = parsePolicy((await findOwnPolicy()) ?? "");
  expect(runToEnd(verifyArchive(bundle, policy)).ok).toBe(true);
  expect(strFromU8(unzipSync(bundle)["entries.csv"] ?? bundle)).toContain("Forwarding");
}

/** Somebody outside opens the link until it is revoked. */
async function expectLink(owner: Page, browser: Browser): Promise<void> {
  await owner.getByLabel("Who will read it").fill("Insurer Ltd");
  await owner.getByRole("button", { name: "Make a link" }).click();
  const address = await owner.getByText(/\/case\/[0-9a-f]{64}$/).textContent();
  await owner.reload();
  await expect(owner.getByText(/\/case\/[0-9a-f]{64}$/)).toHaveCount(0);
  const outside = await browser.newContext();
  const page = await outside.newPage();
  await page.goto(address ?? "");
  await expect(page.getByRole("heading", { name: "Mail was forwarded" })).toBeVisible();
  await expect(page.getByText("Twelve letters left the house.")).toBeVisible();
  await expect(page.locator("[data-slot=watermark]")).toContainText("Insurer Ltd");
  await expect(page.locator("img[src=x]")).toHaveCount(0);
  await expect(page.getByRole("link")).toHaveCount(0);
  await expectAccessible(page);

  await owner.reload();
  await expect(owner.getByRole("list", { name: "Links" })).toContainText("opened once");
  await owner.getByRole("button", { name: "Revoke the link of Insurer Ltd" }).click();
  await expect(owner.getByText("The link works no longer.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("This link works no longer")).toBeVisible();
  await expect(page.getByText("Twelve letters")).toHaveCount(0);
  await outside.close();
}

test("a case tells what happened from pinned entries and notes, and leaves as PDF, bundle and watermarked link", async ({
  owner,
  world,
  browser,
}) => {
  const [entry] = await seed(world);
  await owner.goto(`/admin/audit-logs/${entry?.id}`);
  await owner.getByRole("link", { name: "Pin to a case" }).click();
  await owner.getByLabel("What happened").fill("Mail was forwarded");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Pin it" }).click();
  await expect(owner.getByText("1 entry pinned.")).toBeVisible();
  const timeline = owner.getByRole("list", { name: "Timeline" });
  await expect(timeline).toContainText("Forwarding");
  const note = owner.getByRole("form", { name: "Add a note" });
  await note.getByLabel("Note").fill("The client called us.");
  await note.getByLabel("When").fill("2026-01-05T08:00");
  await note.getByRole("button", { name: "Add the note" }).click();
  await expect(timeline.getByRole("listitem").first()).toContainText(
    "The client called us.",
  );
  const report = owner.getByRole("form", { name: "Report" });
  await report.getByLabel("Impact").fill("Twelve letters left the house.");
  await report.getByLabel("Began").fill("2026-01-05T08:00");
  await report.getByLabel("Noticed").fill("2026-01-05T07:00");
  await report.getByRole("button", { name: "Save the report" }).click();
  await expect(report.getByText('is before "Began"').first()).toBeVisible();
  await expect(report.getByLabel("Impact")).toHaveValue("Twelve letters left the house.");
  await report.getByLabel("Noticed").fill("2026-01-05T10:30");
  await report.getByRole("button", { name: "Save the report" }).click();
  await expect(owner.getByText("2 hours 30 minutes")).toBeVisible();
  await expectAccessible(owner);

  await expectFiles(owner);
  await expectLink(owner, browser);
  await owner.getByRole("link", { name: "What was done in this case" }).click();
  const log = new LogPage(owner);
  await expect(log.rows.first()).toContainText("the link is over");
  await expect(log.row("Insurer Ltd")).toHaveCount(1);
});

test("entries ticked in the list go into a case together, and a closed case takes no more", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.getByLabel("Select all entries of this page").click();
  await owner
    .getByRole("region", { name: "Selection" })
    .getByRole("link", { name: "Pin to a case" })
    .click();
  await owner.getByLabel("What happened").fill("Three at once");
  await owner.getByRole("button", { name: "Pin 3 entries" }).click();
  const timeline = owner.getByRole("list", { name: "Timeline" });
  await expect(timeline.getByRole("listitem")).toHaveCount(3);
  await timeline
    .getByRole("button", { name: /^Take #\d+ off$/ })
    .first()
    .click();
  await expect(timeline.getByRole("listitem")).toHaveCount(2);
  await owner.getByText("Close", { exact: true }).click();
  await owner.getByRole("button", { name: "Close the case" }).click();
  await expect(owner.getByText("nothing of it changes any more")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Save the report" })).toHaveCount(0);
  await owner.getByRole("link", { name: "Report", exact: true }).click();
  await expect(owner.getByRole("heading", { name: "Three at once" })).toBeVisible();
  await expect(owner.getByText(/^Closed \d/)).toBeVisible();
});

test("without scripts a case is opened, filled and closed all the same", async ({
  browser,
  world,
}) => {
  const [entry] = await seed(world);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: process.env.E2E_BASE_URL,
  });
  await addSession(context, await world.addPerson("owner"));
  const page = await context.newPage();
  await page.goto("/evidence/cases/new");
  await page.getByLabel("What happened").fill("no");
  await page.getByRole("button", { name: "Open the case" }).click();
  await expect(page.getByText(/says in a few words/).first()).toBeVisible();
  await page.getByLabel("What happened").fill("No scripts");
  await page.getByRole("button", { name: "Open the case" }).click();
  await page.goto(`/evidence/cases/pin?entry=${entry?.id}`);
  await page.getByRole("radio", { name: "No scripts" }).check();
  await page.getByRole("button", { name: "Pin it" }).click();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("Forwarding");
  await context.close();
});
