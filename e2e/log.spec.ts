import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const people = { alice: { type: "user" as const, id: "usr_a", name: "Alice Ng" } };

async function seed(world: World) {
  await world.append([
    {
      action: "ticket.status_changed",
      actor: { ...people.alice, email: "alice@msp.example" },
      target: { type: "ticket", id: "1234", name: "Printer offline" },
      client: `acme-${world.slug}`,
      before: { status: "Open", note: "Customer called twice" },
      after: { status: "Closed", note: "Customer called three times" },
      context: { ip: "203.0.113.7", user_agent: "Mozilla/5.0 Firefox/146.0" },
    },
    {
      action: "contact.deleted",
      actor: { type: "user", id: "usr_b", name: "Bo Diaz", email: "bo@msp.example" },
      target: { type: "contact", id: "c-9", name: "Sam Reed" },
      before: { phone: "+44 20 7946 0000", password: "hunter2" },
      context: { ip: "198.51.100.4" },
    },
    {
      action: "ticket.deleted",
      outcome: "denied",
      reason: "needs an owner",
      actor: { type: "user", id: "usr_b", name: "Bo Diaz", email: "bo@msp.example" },
      target: { type: "ticket", id: "77", name: "Router rebooting" },
    },
  ]);
}

test("a row tells what changed without opening anything", async ({ owner, world }) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open();
  const row = log.row("Printer offline");
  await expect(row).toContainText("Alice Ng");
  await expect(row).toContainText("alice@msp.example");
  await expect(row).toContainText("status");
  await expect(row).toContainText("Open");
  await expect(row).toContainText("Closed");
  await expect(row).toContainText("203.0.113.7");
});

test("searching finds an entry by a detail, and the address keeps the search", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open();
  await log.searchFor("called three times");
  await expect(log.rows).toHaveCount(1);
  await expect(log.row("Printer offline")).toBeVisible();
  expect(log.param("q")).toBe("called three times");
  await owner.reload();
  await expect(log.rows).toHaveCount(1);
  await expect(log.search).toHaveValue("called three times");
});

for (const [what, query, found] of [
  ["kind of action", "?verb=delete", ["Sam Reed", "Router rebooting"]],
  ["outcome", "?outcome=denied", ["Router rebooting"]],
  ["network", "?ip=203.0.113.0/24", ["Printer offline"]],
  ["person, left out", "?entity=ticket&actor=-usr_b", ["Printer offline"]],
  ["action prefix", "?action=contact.*", ["Sam Reed"]],
  ["browser", "?ua=firefox", ["Printer offline"]],
  ["record", "?entity=ticket&id=77", ["Router rebooting"]],
] as const) {
  test(`the log can be narrowed by ${what}`, async ({ owner, world }) => {
    await seed(world);
    const log = new LogPage(owner);
    await log.open(query);
    await expect(log.rows).toHaveCount(found.length);
    for (const text of found) await expect(log.row(text)).toBeVisible();
  });
}

test("the log can be narrowed to one client, and a chip takes the filter away again", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open(`?client=acme-${world.slug}&entity=ticket`);
  await expect(log.rows).toHaveCount(1);
  await owner.getByRole("link", { name: /^Remove filter Entity/ }).click();
  await expect(log.rows).toHaveCount(3);
  await owner.getByRole("link", { name: "Clear filters" }).click();
  await expect(log.row("Sam Reed")).toBeVisible();
  await owner.goBack();
  await expect(log.rows).toHaveCount(3);
});

test("an empty result says which filter to drop and what that would give", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?entity=ticket&q=nonesuch");
  await expect(owner.getByRole("heading", { name: "No entries match" })).toBeVisible();
  await expect(owner.getByText("2 entries")).toBeVisible();
  await owner.getByRole("link", { name: "Remove “Text nonesuch”" }).click();
  await expect(log.rows).toHaveCount(2);
});

test("a parameter that cannot be used is named and never breaks the page", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?colour=red&ip=not-an-address");
  await expect(owner.getByText("colour=red")).toBeVisible();
  await expect(owner.getByText("ip=not-an-address")).toBeVisible();
  await expect(log.row("Printer offline")).toBeVisible();
});

test("older and newer pages lead through the whole log and back", async ({
  owner,
  world,
}) => {
  await world.append(
    Array.from({ length: 120 }, (_, at) => ({
      action: "ticket.updated",
      target: { type: "ticket", id: String(at), name: `Ticket number ${at}` },
    })),
  );
  const log = new LogPage(owner);
  await log.open("?action=ticket.updated&n=50");
  await expect(owner.getByText("Rows 1–50 of 120")).toBeVisible();
  await owner.getByRole("link", { name: "Older" }).click();
  await expect(owner.getByText("Rows 51–100 of 120")).toBeVisible();
  await owner.getByRole("link", { name: "Older" }).click();
  await expect(owner.getByText("Rows 101–120 of 120")).toBeVisible();
  await owner.getByRole("link", { name: "Newer" }).click();
  await expect(owner.getByText("Rows 51–100 of 120")).toBeVisible();
});

test("a frozen link shows the same rows after new entries came", async ({
  owner,
  world,
}) => {
  await seed(world);
  const [last] = await world.append([{ action: "ticket.viewed" }]);
  const log = new LogPage(owner);
  await log.open(`?upto=${last?.idx}&entity=ticket`);
  await expect(log.rows).toHaveCount(2);
  await seed(world);
  await owner.reload();
  await expect(log.rows).toHaveCount(2);
});
