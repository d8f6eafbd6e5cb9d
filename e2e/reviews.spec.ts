import { sql } from "drizzle-orm";
import { inScope } from "@/lib/runtime/transaction";
import { expectAccessible } from "./accessible";
import { addSession, expect, password, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const tickets = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: "ticket.deleted",
    target: { type: "ticket", id: `${at}`, name: `Ticket ${at}` },
    client,
  }));

const hostile = '<img src=x onerror="alert(1)">\u202e=1+1';

test("an auditor reviews what the log shows, records a finding and signs off; all of it is in the log", async ({
  auditor,
  world,
}) => {
  const [, entry] = await world.append(tickets(5, `acme-${world.slug}`));
  const log = new LogPage(auditor);
  await log.open("?verb=delete");
  await auditor.locator("summary", { hasText: "Evidence" }).click();
  await auditor.getByRole("link", { name: /^Review these entries/ }).click();
  await expect(auditor.getByRole("heading", { name: "New review" })).toBeVisible();
  await expect(auditor.getByText("5 entries: Action is Delete")).toBeVisible();
  await expectAccessible(auditor);
  await auditor.getByLabel("What is reviewed").fill(hostile);
  await auditor.getByRole("button", { name: "Begin the review" }).click();
  await expect(auditor.getByRole("heading", { level: 1 })).toContainText("<img src=x");
  await world.append(tickets(2, `acme-${world.slug}`));
  await auditor.getByLabel("What was found").fill(`Nobody asked for it: ${hostile}`);
  await auditor.getByRole("radio", { name: /^Major/ }).check();
  await auditor.getByLabel(/^Entry/).fill(entry?.id ?? "");
  await auditor.getByRole("button", { name: "Add the finding" }).click();
  const findings = auditor.getByRole("list", { name: "Findings" });
  await expect(findings).toContainText("Nobody asked for it: <img src=x");
  await expectAccessible(auditor);
  await auditor.getByRole("link", { name: "Read its entries" }).click();
  await expect(log.rows).toHaveCount(5);
  await auditor.goBack();
  await auditor.getByLabel("Conclusion").fill("One deletion has no ticket.");
  await auditor.getByRole("button", { name: "Sign off" }).click();
  await expect(auditor.getByText("Signed off; that is in the log.")).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Sign off" })).toHaveCount(0);
  await expect(auditor.getByRole("button", { name: "Add the finding" })).toHaveCount(0);
  await auditor.getByRole("link", { name: /^Its entries/ }).click();
  await expect(log.rows).toHaveCount(3);
  await expect(log.rows.first()).toContainText("signed off");
  await expect(auditor.locator("img[src=x]")).toHaveCount(0);
});

test("a plan shows the periods that nobody reviewed, and the one that was", async ({
  owner,
  world,
}) => {
  const { organizationId } = world.ctx.scope;
  await owner.goto("/evidence/reviews");
  await expect(owner.getByText("No reviews yet")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Plan reviews" }).click();
  await owner.getByLabel("What is to be reviewed").fill("Everything");
  await owner.getByRole("radio", { name: "Every month" }).check();
  await owner.getByLabel("From").fill("2026-09-01");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Plan it" }).click();
  const coverage = owner.getByRole("list", { name: "Coverage" });
  await expect(coverage).toContainText("Sept 2026");
  await coverage.getByRole("link", { name: "Review Sept 2026" }).click();
  await owner.getByLabel("What is reviewed").fill("September");
  await owner.getByRole("button", { name: "Begin the review" }).click();
  await owner.getByLabel("Conclusion").fill("Nothing unusual.");
  await inScope(world.ctx.scope, (tx) =>
    tx.execute(sql`update custody.sessions set proved_at = null
      where organization_id = ${organizationId}::uuid`),
  );
  await owner.getByRole("button", { name: "Sign off" }).click();
  await expect(owner).toHaveURL(/\/reauth/);
  await owner.getByLabel("Password").fill(password);
  await owner.getByRole("button", { name: "Confirm" }).click();
  await expect(owner.getByLabel("Conclusion")).toHaveValue("Nothing unusual.");
  await owner.getByRole("button", { name: "Sign off" }).click();
  await expect(owner.getByText("Signed off; that is in the log.")).toBeVisible();
  await owner.goto("/evidence/reviews");
  await expect(
    coverage.getByRole("listitem").filter({ hasText: "Sept 2026" }).last(),
  ).toContainText("Reviewed");
  await expect(coverage).toContainText("Oct 2026");
  await expectAccessible(owner);
});

test("a technician is refused reviews, and that they asked is in the log", async ({
  technician,
  browser,
  world,
}) => {
  const answer = await technician.goto("/evidence/reviews");
  expect(answer?.status()).toBe(403);
  await expect(technician.getByRole("navigation").getByText("Reviews")).toHaveCount(0);
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
  const owner = await context.newPage();
  await signIn(owner, await world.addPerson("owner"));
  await new LogPage(owner).open("?outcome=denied");
  await expect(new LogPage(owner).rows.first()).toContainText(/refused|denied/i);
  await context.close();
});

test("without scripts a review is begun and signed all the same", async ({
  browser,
  world,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: process.env.E2E_BASE_URL,
  });
  await addSession(context, await world.addPerson("auditor", "quiet"));
  const page = await context.newPage();
  await page.goto("/evidence/reviews/new?range=30d");
  await page.getByLabel("What is reviewed").fill("Last month");
  await page.getByRole("button", { name: "Begin the review" }).click();
  await page.getByLabel("Conclusion").fill("Fine.");
  await page.getByRole("button", { name: "Sign off" }).click();
  await expect(page.getByText("Signed off; that is in the log.")).toBeVisible();
  await context.close();
});
