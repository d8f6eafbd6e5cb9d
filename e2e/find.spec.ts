import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const bo = { type: "user" as const, id: "usr_b", name: "Bo Diaz" };

async function seed(world: World) {
  return world.append([
    { action: "ticket.deleted", actor: bo, target: { type: "ticket", id: "1" } },
    { action: "ticket.updated", actor: bo, target: { type: "ticket", id: "2" } },
    { action: "contact.deleted", actor: bo, target: { type: "contact", id: "c" } },
    {
      action: "device.deleted",
      actor: bo,
      outcome: "denied",
      target: { type: "device", id: "d" },
    },
    {
      action: "sync.done",
      actor: { type: "system" },
      target: { type: "ticket", id: "3" },
    },
  ]);
}

test("query box, chips and address say one and the same", async ({ owner, world }) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open();
  await log.searchFor("verb:delete entity:ticket,contact -actor:system");
  await expect(log.rows).toHaveCount(2);
  expect(log.param("verb")).toBe("delete");
  expect(log.param("entity")).toBe("ticket,contact");
  expect(log.param("actor")).toBe("-system");
  for (const chip of [
    "Action is Delete",
    "Entity is Ticket, Contact",
    "Actor is not System",
  ]) {
    await expect(
      owner.getByRole("link", { name: `Remove filter ${chip}` }),
    ).toBeVisible();
  }
  await owner
    .getByRole("link", { name: "Remove filter Entity is Ticket, Contact" })
    .click();
  await expect(log.search).toHaveValue("verb:delete -actor:system");
  await expect(log.rows).toHaveCount(3);
  await owner.goBack();
  await expect(log.search).toHaveValue("verb:delete entity:ticket,contact -actor:system");
  await expect(log.rows).toHaveCount(2);
});

test("the box suggests fields and values, and the keyboard chooses them", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open();
  await owner.keyboard.press("/");
  await expect(log.search).toBeFocused();
  await log.search.pressSequentially("ent");
  await expect(owner.getByRole("option", { name: /^entity/ })).toBeVisible();
  await owner.keyboard.press("ArrowDown");
  await owner.keyboard.press("Enter");
  await expect(log.search).toHaveValue("entity:");
  await log.search.pressSequentially("tick");
  await expect(owner.getByRole("option", { name: /ticket.*3/ })).toBeVisible();
  await owner.keyboard.press("ArrowDown");
  await owner.keyboard.press("Enter");
  await expect(log.search).toHaveValue("entity:ticket ");
  await owner.keyboard.press("Enter");
  await expect(log.rows).toHaveCount(3);
});

test("an answer that comes late does not undo what was typed since", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady();
  let release = () => {};
  const isTypedOn = new Promise<void>((resolve) => {
    release = resolve;
  });
  await owner.route(/[?&]q=ent(&|$)/, async (route) => {
    await isTypedOn;
    await route.continue();
  });
  const asked = owner.waitForRequest(/[?&]q=ent(&|$)/);
  await log.search.pressSequentially("ent");
  await asked;
  await log.search.pressSequentially("ity:tick");
  const answered = owner.waitForResponse(/[?&]q=ent(&|$)/);
  release();
  await answered;
  await expect(owner).toHaveURL(/q=ent/);
  await expect(log.search).toHaveValue("entity:tick");
  await expect(owner.getByRole("option", { name: /ticket.*3/ })).toBeVisible();
});

test("a value beside the rows narrows, excludes, and leaves its siblings counted", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?before=999&verb=delete,sync,update");
  const entities = owner.getByRole("group", { name: "Entity", exact: true });
  await entities.getByRole("link", { name: /^Ticket/ }).click();
  await expect(log.rows).toHaveCount(3);
  expect(log.param("before")).toBeNull();
  await expect(entities.getByRole("link", { name: /^Contact\s*1$/ })).toBeVisible();
  await entities.getByRole("link", { name: /^Ticket/ }).click();
  await expect(log.rows).not.toHaveCount(3);
  await entities.getByRole("link", { name: /^Contact/ }).hover();
  await entities.getByRole("link", { name: "Exclude Contact" }).click();
  await expect(log.row("contact.deleted")).toHaveCount(0);
  expect(log.param("entity")).toBe("-contact");
});

test("a time can be typed, and one that cannot be told is named", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  await owner.getByText("Last 7 days", { exact: true }).first().click();
  await owner.getByLabel("Type a time").fill("last 36h");
  await owner.getByRole("button", { name: "Apply range" }).click();
  await expect(owner).toHaveURL(/range=36h&verb=delete/);
  await expect(log.rows).toHaveCount(3);
  await log.open("?when=soonish&verb=delete");
  await expect(owner.getByText("when=soonish")).toBeVisible();
});

test("the chart's ends are moved by keyboard, and Back undoes it", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  const start = owner.getByRole("slider", { name: /^From/ });
  await start.focus();
  await owner.keyboard.press("PageUp");
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/from=.*&to=.*&verb=delete/);
  await expect(owner.getByRole("link", { name: /^Remove filter Time is/ })).toBeVisible();
  await owner.goBack();
  await expect(owner).toHaveURL(/\?verb=delete$/);
  await owner.getByText("Show as table").click();
  const table = owner.getByRole("table", { name: "Entries over time, by outcome" });
  await table.getByRole("link").last().click();
  await expect(log.rows).toHaveCount(3);
});

test("a frozen link shows the same entries after new ones came", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  await owner.getByText("Copy link", { exact: true }).click();
  const href = await owner
    .getByRole("link", { name: "Frozen link" })
    .getAttribute("href");
  await seed(world);
  await owner.goto(href ?? "");
  await expect(log.rows).toHaveCount(3);
  await expect(owner.getByText(/Frozen at #/)).toBeVisible();
  await log.open("?verb=delete");
  await expect(log.rows).toHaveCount(6);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("box, values, typed times and the chart filter all the same", async ({
    owner,
    world,
  }) => {
    await seed(world);
    const log = new LogPage(owner);
    await log.open("?range=30d");
    await log.searchFor("verb:delete -entity:device colour:red");
    await expect(owner).toHaveURL(/\?q=colour:red&range=30d&verb=delete&entity=-device$/);
    await expect(owner.getByText("no field is called so")).toBeVisible();
    await owner.getByRole("link", { name: "Remove filter Text colour:red" }).click();
    await expect(log.rows).toHaveCount(2);
    await owner
      .getByRole("group", { name: "Entity", exact: true })
      .getByRole("link", { name: /^Ticket/ })
      .click();
    await expect(log.rows).toHaveCount(1);
    await owner.getByText("Last 30 days", { exact: true }).first().click();
    await owner.getByLabel("Type a time").fill("today");
    await owner.getByRole("button", { name: "Apply range" }).click();
    await expect(owner).toHaveURL(/range=today/);
  });
});
