import { startReceiver } from "@/testing/receiver";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("entries go on to a receiver as they are stored, survive its outage, and the feed says how it is", async ({
  owner,
  world,
}) => {
  const receiver = await startReceiver();
  const { port } = new URL(receiver.url);
  await owner.goto("/settings/feeds");
  await owner.getByRole("link", { name: "New feed" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("SOC");
  await owner.getByLabel("Address", { exact: true }).fill("http://10.0.0.1/x");
  await owner.getByLabel(/^Filter/).fill("entity=ticket");
  await owner.getByRole("radio", { name: /^OCSF/ }).check();
  await owner.getByRole("button", { name: "Create the feed" }).click();
  await expect(owner.getByText(/is not https/).first()).toBeVisible();
  await expectAccessible(owner);
  await owner
    .getByLabel("Address", { exact: true })
    .fill(`http://localhost:${port}/hook`);
  await owner.getByRole("button", { name: "Create the feed" }).click();
  await expect(owner.getByText(/^whsec_/)).toBeVisible();
  await world.append([
    { action: "ticket.deleted", target: { type: "ticket", id: "t1", name: "Printer" } },
    { action: "contact.created", target: { type: "contact", id: "c1" } },
  ]);
  await expect.poll(() => receiver.received.length).toBe(1);
  const { data } = JSON.parse(receiver.received[0]?.body ?? "{}");
  expect(data.entries).toHaveLength(1);
  expect(data.entries[0]).toMatchObject({ class_uid: 3004, entity: { uid: "t1" } });

  receiver.answer = (response) => response.writeHead(503).end();
  await world.append([
    { action: "ticket.deleted", target: { type: "ticket", id: "t2", name: "Switch" } },
  ]);
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("the receiver answered 503")).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await expectAccessible(owner);
  receiver.answer = (response) => response.end("fine");
  await owner.getByRole("button", { name: "Pause" }).click();
  await owner.getByRole("button", { name: "Resume" }).click();
  const last = () => JSON.parse(receiver.received.at(-1)?.body ?? "{}").data;
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("Delivering")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(last().entries[0].entity.uid).toBe("t2");
  await owner.getByLabel("From entry", { exact: true }).fill(`#${data.from_idx}`);
  await owner.getByRole("button", { name: "Send again from there" }).click();
  await expect.poll(() => last().entries.length).toBe(2);
  await owner.getByRole("link", { name: "What the log says of it" }).click();
  const log = new LogPage(owner);
  await expect(log.row("sent entries to")).toHaveCount(1);
  await expect(log.row("did not take its entries")).toHaveCount(1);
  await receiver.close();
});

test("an auditor reads feeds and changes none", async ({ auditor }) => {
  await auditor.goto("/settings/feeds");
  await expect(auditor.getByText("No feeds yet")).toBeVisible();
  await expect(auditor.getByRole("link", { name: "New feed" })).toHaveCount(0);
  const answer = await auditor.goto("/settings/feeds/new");
  expect(answer?.status()).toBe(403);
});
