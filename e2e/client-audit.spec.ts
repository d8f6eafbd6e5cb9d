import { expect, signIn, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

async function seed(world: World) {
  await world.append([
    {
      action: "ticket.updated",
      client: `acme-${world.slug}`,
      target: { type: "ticket", id: "1", name: "Printer offline" },
      before: { status: "Open" },
      after: { status: "Closed" },
    },
    {
      action: "ticket.deleted",
      client: `globex-${world.slug}`,
      target: { type: "ticket", id: "2", name: "Secret of the neighbour" },
    },
    { action: "settings.updated", target: { type: "organization", name: "Internal" } },
  ]);
}

test("a client's audit tab holds this client alone, whatever the address asks for", async ({
  owner,
  world,
}) => {
  await seed(world);
  const path = `/clients/acme-${world.slug}/audit`;
  const answer = await owner.goto(`${path}?range=all`);
  const log = new LogPage(owner);
  await expect(log.row("Printer offline")).toHaveCount(1);
  await expect(owner.getByText("What your team did last month: 0 actions")).toBeVisible();
  const html = (await answer?.text()) ?? "";
  expect(html).not.toContain("Secret of the neighbour");
  expect(html).not.toContain(`globex-${world.slug}`);
  await owner.goto(`${path}?range=all&client=globex-${world.slug}`);
  await expect(owner.getByText("Part of the address was ignored")).toBeVisible();
  await expect(log.row("Printer offline")).toHaveCount(1);
  await expect(log.row("Secret")).toHaveCount(0);
});

test("opening a client's audit tab is itself in the log, once for a visit", async ({
  owner,
  world,
}) => {
  await seed(world);
  for (const query of ["", "?verb=update", "?verb=delete"]) {
    await owner.goto(`/clients/acme-${world.slug}/audit${query}`);
  }
  const log = new LogPage(owner);
  await log.open("?action=client.audit_viewed");
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText(`Client acme-${world.slug}`);
});

test("a technician is refused the tab of a client assigned to others, on record", async ({
  technician,
  world,
  browser,
}) => {
  await seed(world);
  const answer = await technician.goto(`/clients/acme-${world.slug}/audit`);
  expect(answer?.status()).toBe(403);
  await expect(technician.getByText("not assigned to you")).toBeVisible();
  expect(await technician.content()).not.toContain("Printer offline");
  const missing = await technician.goto("/clients/nobody/audit");
  expect(missing?.status()).toBe(404);
  const other = await browser.newPage();
  await signIn(other, await world.addPerson("owner"), "/admin/audit-logs?outcome=denied");
  await expect(new LogPage(other).rows).toHaveCount(1);
  await other.close();
});
