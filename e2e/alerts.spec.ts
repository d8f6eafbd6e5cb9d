import { Webhook } from "standardwebhooks";
import { startReceiver } from "@/testing/receiver";
import { expectAccessible } from "./accessible";
import { expect, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const deletions = (count: number, client: string) =>
  Array.from({ length: count }, (_, at) => ({
    action: "ticket.deleted",
    actor: { type: "user" as const, id: "u_1", name: "Alice Ng" },
    target: { type: "ticket", id: `${at}`, name: `Ticket ${at}` },
    client,
  }));

test("what the log shows becomes a rule that is tested on what was, and fires at what comes", async ({
  owner,
  world,
}) => {
  const client = `acme-${world.slug}`;
  await world.append(deletions(3, client));
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  await owner.getByRole("link", { name: "Make alert" }).click();
  await expect(owner.getByRole("combobox", { name: "Which entries" })).toHaveValue(
    "verb:delete",
  );
  await owner.getByLabel("Quiet after it fired").selectOption("never");
  await owner.getByRole("button", { name: "Back-test" }).click();
  await expect(owner.getByText("would have fired 3 times")).toBeVisible();
  await expect(owner.getByRole("link", { name: /^Alice Ng deleted/ })).toHaveCount(3);
  await expectAccessible(owner);
  await owner.getByLabel("Name", { exact: true }).fill("Tickets that vanish");
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByText("Rule created")).toBeVisible();
  await expectAccessible(owner);
  await world.append(deletions(1, client));
  await owner.goto("/alerts");
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByRole("link", { name: "Tickets that vanish" })).toBeVisible();
  }).toPass();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Tickets that vanish" }).click();
  await expect(owner.getByText("Alice Ng deleted")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Tickets that vanish" }).click();
  await owner
    .getByRole("link", { name: /in the log$/ })
    .first()
    .click();
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText("fired");
});

test("an alert is acknowledged, noted, given to somebody and resolved, and the log says who did", async ({
  owner,
  world,
}) => {
  await owner.goto("/alerts/rules/new?view=verb%3Ddelete");
  await owner.getByLabel("Name", { exact: true }).fill("Lost tickets");
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByText("Rule created")).toBeVisible();
  await world.append(deletions(1, `acme-${world.slug}`));
  await owner.goto("/alerts");
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByRole("link", { name: "Lost tickets" })).toBeVisible();
  }).toPass();
  await owner.getByRole("link", { name: "Lost tickets" }).click();
  await owner.getByRole("button", { name: "Acknowledge" }).click();
  await expect(owner.getByText("Alert acknowledged.")).toBeVisible();
  await owner
    .getByLabel("Owner", { exact: true })
    .selectOption({ label: "Owner Person" });
  await owner.getByRole("button", { name: "Set owner" }).click();
  await expect(owner.getByText("Owner changed.")).toBeVisible();
  await owner
    .getByLabel("Note", { exact: true })
    .fill("Alice was asked; it was a duplicate.");
  await owner.getByRole("button", { name: "Add note" }).click();
  await expect(owner.getByText("it was a duplicate")).toBeVisible();
  await owner.locator("summary", { hasText: "Resolve" }).click();
  await owner.getByLabel("What it was").fill("A duplicate");
  await owner.getByRole("button", { name: "Resolve", exact: true }).last().click();
  await expect(owner.getByText("Alert resolved.")).toBeVisible();
  const log = new LogPage(owner);
  await log.open("?entity=alert");
  await expect(log.rows).toHaveCount(4);
});

test("a rule that would match every entry, or holds no condition, is refused at its field", async ({
  owner,
}) => {
  await owner.goto("/alerts/rules/new");
  await owner.getByLabel("Name", { exact: true }).fill("Everything");
  await owner.getByText("Conditions on single values").first().click();
  await owner
    .getByLabel(/^Condition \(optional\)/)
    .first()
    .fill('{"field": "a", "op": "like"}');
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByText("must be one of eq").first()).toBeVisible();
  await owner
    .getByLabel(/^Condition \(optional\)/)
    .first()
    .fill("");
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByText("would match every entry").first()).toBeVisible();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Everything");
  await expectAccessible(owner);
});

test("a technician and an auditor read the rules and change none", async ({
  owner,
  browser,
  world,
}) => {
  await owner.goto("/alerts/rules");
  await owner.getByRole("button", { name: "Switch on Mass deletion" }).click();
  await expect(owner.getByText("Rule switched on.")).toBeVisible();
  for (const role of ["technician", "auditor"] as const) {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, await world.addPerson(role), "/alerts/rules");
    await expect(page.getByRole("link", { name: "Mass deletion" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Switch on/ })).toHaveCount(0);
    await page.getByRole("link", { name: "Mass deletion" }).click();
    await expect(page.getByText("verb:delete")).toBeVisible();
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
    await expectAccessible(page);
    await page.context().close();
  }
});

test("a webhook is tested from its page, and what a rule sends it is found from the rule in one click", async ({
  owner,
  world,
}) => {
  const receiver = await startReceiver();
  await owner.goto("/settings/webhooks/new");
  await owner.getByLabel("Name", { exact: true }).fill("PSA");
  await owner.getByLabel("Address", { exact: true }).fill("https://127.0.0.1/hook");
  await owner.getByRole("button", { name: "Create webhook" }).click();
  await expect(
    owner.getByText("is not an address of the public internet").first(),
  ).toBeVisible();
  await owner
    .getByLabel("Address", { exact: true })
    .fill(receiver.url.replace("127.0.0.1", "localhost"));
  await owner.getByRole("button", { name: "Create webhook" }).click();
  const secret = await owner.getByText(/^whsec_/).textContent();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Send a test" }).click();
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("Delivered")).toBeVisible();
  }).toPass();
  await expect(owner.getByText(secret ?? "")).toHaveCount(0);
  await expectAccessible(owner);
  await owner.goto("/alerts/rules/new?view=verb%3Ddelete");
  await owner.getByLabel("Name", { exact: true }).fill("Told to the PSA");
  await owner.getByRole("checkbox", { name: "PSA" }).check();
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByText("Rule created")).toBeVisible();
  const address = owner.url();
  await world.append(deletions(1, `acme-${world.slug}`));
  await expect.poll(() => receiver.received.length).toBe(2);
  const { body, headers } = receiver.received[1] ?? { body: "", headers: {} };
  const signed = headers as Record<string, string>;
  expect(new Webhook(secret ?? "").verify(body, signed)).toMatchObject({
    type: "rule.fired",
    data: { rule: { name: "Told to the PSA" } },
  });
  const log = new LogPage(owner);
  await expect(async () => {
    await owner.goto(address);
    await owner
      .getByRole("link", { name: /in the log$/ })
      .first()
      .click();
    await expect(log.rows).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await receiver.close();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a rule is written, tested, created and switched off", async ({
    owner,
    world,
  }) => {
    await world.append(deletions(2, `acme-${world.slug}`));
    await owner.goto("/alerts/rules/new");
    await owner.getByRole("combobox", { name: "Which entries" }).fill("verb:delete");
    await owner.getByLabel("Name", { exact: true }).fill("No scripts");
    await owner.getByRole("radio", { name: /^So many/ }).check();
    await owner.getByLabel("So many entries", { exact: true }).fill("2");
    await owner.getByRole("button", { name: "Back-test" }).click();
    await expect(owner.getByText("would have fired once")).toBeVisible();
    await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("No scripts");
    await owner.getByRole("button", { name: "Create rule" }).click();
    await expect(owner.getByText("2 matches within 10 minutes")).toBeVisible();
    await owner.getByRole("button", { name: "Switch off" }).click();
    await expect(owner.getByText("Rule switched off.")).toBeVisible();
  });
});
