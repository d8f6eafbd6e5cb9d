import type { Page } from "@playwright/test";
import { createIntegration } from "@/lib/integrations/mutations";
import { signMessage } from "@/lib/webhooks/channels/signature";
import { makeRule } from "@/testing/rules";
import {
  connectwiseSettings,
  startConnectwise,
} from "@/testing/ticket-systems/connectwise";
import { genericSettings, startGeneric } from "@/testing/ticket-systems/generic";
import type { TicketSystem } from "@/testing/ticket-systems/server";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

async function openAlert(page: Page, name: string): Promise<void> {
  const table = page.getByRole("region", { name: "Alerts" });
  await table.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** Typed by hand: a wrong address, a wrong key, then the right ones, and tested. */
async function addServiceDesk(owner: Page, system: TicketSystem): Promise<void> {
  const settings = connectwiseSettings(system.url);
  await owner.goto("/settings/integrations");
  await owner.getByRole("link", { name: "New integration" }).click();
  await owner.getByRole("link", { name: /^ConnectWise PSA/ }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Service desk");
  await owner.getByLabel("Address", { exact: true }).fill("https://psa.example.com");
  await owner.getByRole("button", { name: "Add the integration" }).click();
  await expect(owner.getByText(/is no host of ConnectWise PSA/).first()).toBeVisible();
  await expectAccessible(owner);
  const typed: [string, string][] = [
    ["Address", settings.baseUrl],
    ["Login company", settings.companyId],
    ["Public key", settings.publicKey],
    ["Private key", "not the key"],
    ["Client id", settings.clientId],
    ["Service board", settings.board],
    ["Usual company identifier", settings.company],
  ];
  for (const [label, value] of typed) {
    await owner.getByLabel(label, { exact: true }).fill(value);
  }
  await owner.getByLabel(/^Clients there/).fill(settings.companies);
  await owner.getByLabel(/^Status when resolved/).fill(settings.resolvedStatus);
  await owner.getByRole("button", { name: "Add the integration" }).click();
  await expect(owner.getByText("Not tested")).toBeVisible();

  const testConnection = async (says: RegExp) => {
    await owner.getByRole("button", { name: "Test the connection" }).click();
    await expect(async () => {
      await owner.reload();
      await expect(owner.getByText(says).first()).toBeVisible({ timeout: 1_000 });
    }).toPass();
  };
  await testConnection(/it answered 401: Invalid public\/private key/);
  await expectAccessible(owner);
  await owner.getByLabel(/^Private key/).fill(settings.privateKey);
  await owner.getByRole("button", { name: "Save" }).click();
  await testConnection(/^Test passed$/);
}

async function handleAlert(owner: Page, system: TicketSystem): Promise<void> {
  await owner.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect.poll(() => system.asked.at(-1)?.path).toMatch(/tickets\/4711\/notes$/);
  await owner.getByText("Add time", { exact: true }).first().click();
  await owner.getByLabel("Minutes").fill("soon");
  await owner.getByLabel("What was done").fill("Restored it");
  await owner.getByRole("button", { name: "Add time" }).click();
  await expect(owner.getByText(/is a whole number of minutes/).first()).toBeVisible();
  await owner.getByLabel("Minutes").fill("30");
  await owner.getByRole("button", { name: "Add time" }).click();
  await expect.poll(() => system.asked.at(-1)?.path).toMatch(/time\/entries$/);
  expect(system.asked.at(-1)?.json).toMatchObject({ chargeToId: 4711, actualHours: 0.5 });
}

test("a rule makes a ticket in ConnectWise, what is done with its alert goes there too, and its page leads to every call", async ({
  owner,
  world,
}) => {
  const system = await startConnectwise();
  await addServiceDesk(owner, system);
  await owner.goto("/alerts/rules/new");
  await owner.getByLabel("Which entries").first().fill("action:ticket.deleted");
  await owner.getByRole("checkbox", { name: "Service desk" }).check();
  await owner.getByLabel("Name", { exact: true }).fill("Deleted tickets");
  await owner.getByRole("button", { name: "Create rule" }).click();
  await expect(owner.getByRole("heading", { name: "Deleted tickets" })).toBeVisible();
  const rulePage = owner.url();
  await world.append([
    { action: "ticket.deleted", target: { type: "ticket", id: "t1", name: "Printer" } },
  ]);
  await expect.poll(() => system.asked.at(-1)?.method).toBe("POST");
  await owner.goto("/alerts");
  await openAlert(owner, "Deleted tickets");
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("Service desk: created ticket 4711")).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await expectAccessible(owner);
  await handleAlert(owner, system);
  await owner.goto(rulePage);
  await owner
    .getByRole("link", { name: /in the log$/ })
    .first()
    .click();
  const log = new LogPage(owner);
  await log.details("created a ticket in").click();
  await log.dialog.getByText("Request", { exact: true }).first().click();
  const request = log.dialog.getByRole("region", { name: "Request" });
  await expect(request.getByText(/service\/tickets$/)).toBeVisible();
  await expect(request.getByText(/deleted Ticket Printer/).first()).toBeVisible();
  await system.close();
});

test("where no answer came the alert says so, and a person says what is there", async ({
  owner,
  world,
}) => {
  const system = await startGeneric();
  const settings = genericSettings(system.url);
  const wish = { name: "Tickets", product: "generic", settings } as const;
  const { id } = await createIntegration(world.ctx, wish);
  const tell = { owners: false, people: [], webhooks: [], integrations: [id] };
  await makeRule(world, { tell });
  system.instead = () => null;
  await world.append([
    { action: "ticket.deleted", target: { type: "ticket", id: "t1", name: "Printer" } },
  ]);
  await expect.poll(() => system.asked.length).toBe(1);
  await owner.goto("/alerts");
  await openAlert(owner, "Deletions");
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("Not sure")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(owner);
  await owner.getByLabel("Ticket number").fill("no/number");
  await owner.getByRole("button", { name: "It is there" }).click();
  await expect(owner.getByText(/is not the number of a ticket/).first()).toBeVisible();
  await owner.getByLabel("Ticket number").fill("T-100");
  await owner.getByRole("button", { name: "It is there" }).click();
  await expect(owner.getByText("Tickets: created ticket T-100")).toBeVisible();
  system.instead = undefined;
  await owner.getByText("Change the status", { exact: true }).first().click();
  await expect(owner.getByLabel(/^Status/)).toHaveValue("closed");
  await owner.getByRole("button", { name: "Change the status" }).click();
  await expect.poll(() => system.asked.at(-1)?.path).toBe("/api/tickets/T-100");
  await system.close();
});

test("what a ticket system sends and signs is in the log, and what nobody signed is refused there", async ({
  owner,
  world,
}) => {
  const settings = genericSettings("https://tickets.example.com");
  const wish = { name: "Tickets", product: "generic", settings } as const;
  const { id } = await createIntegration(world.ctx, wish);
  await owner.goto(`/settings/integrations/${id}`);
  await owner.getByRole("button", { name: "Make a signing secret" }).click();
  const secret = (await owner.getByText(/^whsec_/).textContent()) ?? "";
  await expectAccessible(owner);
  const body = JSON.stringify({
    action: "ticket.closed",
    target: { type: "ticket", id: "77", name: "Printer" },
  });
  const send = (key: string) =>
    owner.request.post(`/api/v1/inbound/${id}`, {
      headers: signMessage([key], { id: "msg_1", at: new Date(), body }),
      data: body,
    });
  expect((await send(secret)).status()).toBe(201);
  expect(
    (await send(`whsec_${btoa("somebody else's secret, of 32 bytes")}`)).status(),
  ).toBe(401);
  await owner.getByRole("link", { name: "Every call, in the log" }).click();
  const log = new LogPage(owner);
  await expect(log.row("sent what was refused")).toHaveCount(1);
  await log.open("?range=all&action=ticket.closed");
  await expect(log.row("Integration Tickets")).toHaveCount(1);
});

test("an auditor reads integrations and changes none", async ({ auditor }) => {
  await auditor.goto("/settings/integrations");
  await expect(auditor.getByText("No integrations yet")).toBeVisible();
  await expect(auditor.getByRole("link", { name: "New integration" })).toHaveCount(0);
  const answer = await auditor.goto("/settings/integrations/new");
  expect(answer?.status()).toBe(403);
});
