import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { inScope } from "@/lib/runtime/transaction";
import { expectAccessible } from "./accessible";
import { expect, signIn, test, type World } from "./fixtures";
import { readLink } from "./mailed-link";
import { LogPage } from "./pages/log-page";

const tickets = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: at % 2 === 0 ? "ticket.created" : "ticket.deleted",
    target: { type: "ticket", id: `${at}`, name: `Ticket ${at}` },
    client,
  }));

async function schedule(page: Page, name: string, query: string): Promise<void> {
  await page.goto(`/exports/new?${query}`);
  await page.getByRole("link", { name: "send it regularly" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Covers").selectOption("all");
  await page.getByRole("radio", { name: /^Every week/ }).check();
  await page.getByLabel("Day of the week").selectOption("Monday");
  await page.getByLabel("At", { exact: true }).fill("07:00");
}

/** As the clock would, some days on. */
async function makeDue({ ctx }: World): Promise<void> {
  const { organizationId } = ctx.scope;
  await inScope(ctx.scope, (tx) =>
    tx.execute(sql`update custody.export_schedules
      set next_at = date_trunc('milliseconds', clock_timestamp())
      where organization_id = ${organizationId}::uuid and state = 'active'`),
  );
}

test("a filter is sent every Monday: its next runs are shown, a due one is sent, and all of it is in the log (T-85)", async ({
  owner,
  world,
}) => {
  await world.append(tickets(7, `acme-${world.slug}`));
  await schedule(owner, "Weekly deletes", "verb=delete");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Schedule it" }).click();
  await expect(owner.getByText("The schedule is set; it is in the log.")).toBeVisible();
  const row = owner.getByRole("row", { name: /Weekly deletes/ });
  await expect(row).toContainText("Every Monday at 07:00");
  await expect(row).toContainText(/Next: \d+ \w+ 07:00, then \d+ \w+ 07:00/);
  await expect(row).toContainText("Never yet");
  await expectAccessible(owner);
  await makeDue(world);
  await expect(async () => {
    await owner.reload();
    await expect(row).toContainText("3 entries sent", { timeout: 100 });
  }).toPass();
  await owner.goto("/exports");
  await expect(owner.getByRole("region", { name: "Scheduled exports" })).toContainText(
    "Weekly deletes",
  );
  await expect(owner.getByRole("link", { name: /^Download/ })).toHaveCount(1);
  const log = new LogPage(owner);
  await log.open("?action=export.sent,export.schedule_*");
  await expect(log.rows).toHaveCount(2);
});

test("a schedule is paused, changed, resumed and deleted", async ({ owner }) => {
  await schedule(owner, "Nightly", "verb=login");
  await owner.getByRole("button", { name: "Schedule it" }).click();
  await owner.getByRole("button", { name: "Pause Nightly" }).click();
  const row = owner.getByRole("row", { name: /Nightly|Morning/ });
  await expect(row).toContainText("Paused");
  await owner.getByRole("link", { name: "Nightly" }).click();
  await owner.getByLabel("Name").fill("Morning");
  await owner.getByRole("radio", { name: /^Every day/ }).check();
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Every day at 07:00");
  await owner.getByRole("button", { name: "Resume Morning" }).click();
  await expect(row).toContainText("Active");
  await owner.getByRole("link", { name: "Morning" }).click();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Delete this schedule" }).click();
  await expect(owner.getByText("Nothing is sent by itself")).toBeVisible();
});

test("nobody gets exports who is neither staff nor confirmed a mailed link (T-85)", async ({
  owner,
  browser,
  world,
}) => {
  const outside = `evidence-${world.slug}@auditor.example`;
  await schedule(owner, "For the auditor", "verb=delete");
  await owner.getByLabel("Recipients").fill(outside);
  await owner.getByRole("button", { name: "Schedule it" }).click();
  await expect(owner.getByText("neither staff here nor confirmed").first()).toBeVisible();
  await owner.goto("/exports/schedules");
  await owner.getByRole("textbox", { name: "Address" }).fill(outside);
  await owner.getByRole("button", { name: "Ask to confirm" }).click();
  await expect(
    owner.getByText(`A link to confirm was sent to ${outside}.`),
  ).toBeVisible();
  await expect(owner.getByRole("listitem").filter({ hasText: outside })).toContainText(
    "Asked",
  );
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
  const stranger = await context.newPage();
  await stranger.goto(await readLink(world, outside));
  await expectAccessible(stranger);
  await stranger.getByRole("button", { name: "Agree" }).click();
  await expect(stranger.getByText("Thank you: that is in its log.")).toBeVisible();
  await context.close();
  await schedule(owner, "For the auditor", "verb=delete");
  await owner.getByLabel("Recipients").fill(outside);
  await owner.getByRole("button", { name: "Schedule it" }).click();
  await expect(owner.getByRole("row", { name: /For the auditor/ })).toContainText(
    outside,
  );
});

test("an auditor reads the schedules and changes none", async ({
  owner,
  browser,
  world,
}) => {
  await schedule(owner, "Deletes", "verb=delete");
  await owner.getByRole("button", { name: "Schedule it" }).click();
  await expect(owner.getByRole("row", { name: /Deletes/ })).toBeVisible();
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
  const auditor = await context.newPage();
  await signIn(auditor, await world.addPerson("auditor", "reader"), "/exports/schedules");
  await expect(auditor.getByRole("row", { name: /Deletes/ })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /Pause|Resume/ })).toHaveCount(0);
  await auditor.goto("/exports/schedules/new");
  await expect(auditor.getByRole("button", { name: "Schedule it" })).toHaveCount(0);
  await context.close();
});
