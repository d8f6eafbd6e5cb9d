import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

async function add(world: World, ...names: string[]) {
  await world.append(
    names.map((name) => ({
      action: "ticket.created",
      target: { type: "ticket", id: name, name },
    })),
  );
}

test("new entries wait behind a line, land above a marker, and are never there twice", async ({
  owner,
  world,
}) => {
  await add(world, "first");
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.created");
  await owner.keyboard.press("l");
  await expect(owner.getByText(/Live: nothing new since/)).toBeVisible();
  await add(world, "second", "third");
  await world.append([{ action: "contact.created" }]);
  await expect(owner.getByText("2 new", { exact: true })).toBeVisible();
  await expect(log.rows).toHaveCount(1);
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(log.rows).toHaveCount(3);
  await expect(owner.getByText(/2 new entries above, since/)).toBeVisible();
  await add(world, "fourth");
  await expect(owner.getByText("1 new", { exact: true })).toBeVisible();
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(log.rows).toHaveCount(4);
  await expect(log.row("fourth")).toHaveCount(1);
});

test("paused, nothing changes; resumed, what came meanwhile is counted", async ({
  owner,
  world,
}) => {
  await add(world, "first");
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.created");
  await owner.getByRole("button", { name: "Live" }).click();
  await owner.getByRole("button", { name: "Pause live (p)" }).click();
  await expect(owner.getByText("Paused", { exact: true })).toBeVisible();
  await add(world, "second", "third");
  await expect(owner.getByText(/\d new/)).toBeHidden();
  await owner.getByRole("button", { name: "Resume live (p)" }).click();
  await expect(owner.getByText("2 new", { exact: true })).toBeVisible();
});

test("an open entry is not disturbed, and afterwards the news is there", async ({
  owner,
  world,
}) => {
  await add(world, "first");
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.created");
  await owner.keyboard.press("l");
  await expect(owner.getByText(/Live: nothing new since/)).toBeVisible();
  await log.details("first").click();
  await expect(log.dialog).toBeVisible();
  await add(world, "second");
  await owner.keyboard.press("Escape");
  await expect(owner.getByText("1 new", { exact: true })).toBeVisible();
});

test("a page that cannot have new entries offers no live", async ({ owner, world }) => {
  await add(world, "first");
  const log = new LogPage(owner);
  await log.openReady("?range=yesterday");
  await expect(owner.getByRole("button", { name: "Live" })).toBeHidden();
  await log.openReady("?upto=1");
  await expect(owner.getByRole("button", { name: "Live" })).toBeHidden();
});
