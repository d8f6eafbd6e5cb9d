import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const alice = {
  type: "user" as const,
  id: "usr_a",
  name: "Alice Ng",
  email: "alice@msp.example",
};

function tickets(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    action: "ticket.updated",
    actor: alice,
    target: { type: "ticket", id: String(at + 1), name: `Ticket number ${at + 1}` },
    before: { status: "Open" },
    after: { status: "Closed" },
    context: { ip: "203.0.113.7", session_id: "s_91c" },
  }));
}

async function seed(world: World, count = 3) {
  return world.append(tickets(count));
}

test("the details open at once from the row, and stepping keeps them open", async ({
  owner,
  world,
}) => {
  const entries = await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.route("**/api/entries/*", (route) => route.abort());
  await log.details("Ticket number 3").click();
  await expect(log.dialog).toContainText("Ticket number 3");
  await expect(log.dialog).toContainText("Closed");
  await owner.keyboard.press("j");
  await expect(log.dialog).toContainText("Ticket number 2");
  expect(log.param("e")).toBe(entries[1]?.id);
  await owner.keyboard.press("k");
  await owner.keyboard.press("k");
  await expect(log.dialog).toContainText("Ticket number 3");
});

test("j, k, Enter and Escape read the list, and the last entry viewed has the focus", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("j");
  await expect(log.details("Ticket number 3")).toBeFocused();
  await owner.keyboard.press("j");
  await expect(log.details("Ticket number 2")).toBeFocused();
  await owner.keyboard.press("Enter");
  await expect(log.dialog).toContainText("Ticket number 2");
  await owner.keyboard.press("j");
  await expect(log.dialog).toContainText("Ticket number 1");
  await owner.keyboard.press("Escape");
  await expect(log.dialog).toBeHidden();
  await expect(log.details("Ticket number 1")).toBeFocused();
  expect(log.param("e")).toBeNull();
});

test("Back closes the details and forward opens them again", async ({ owner, world }) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await log.details("Ticket number 2").click();
  await expect(log.dialog).toContainText("Ticket number 2");
  await owner.goBack();
  await expect(log.dialog).toBeHidden();
  await owner.goForward();
  await expect(log.dialog).toContainText("Ticket number 2");
});

test("typing in the search never acts as a key, and the keys can be switched off", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("/");
  await expect(log.search).toBeFocused();
  await owner.keyboard.type("jkxlpd?");
  await expect(log.search).toHaveValue(/jkxlpd\?/);
  await expect(owner.getByRole("dialog")).toBeHidden();
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("?");
  await owner.getByRole("button", { name: "Switch single keys off" }).click();
  await expect(owner.getByRole("dialog")).toBeHidden();
  await owner.keyboard.press("?");
  await owner.reload();
  await owner.keyboard.press("?");
  await expect(owner.getByRole("dialog")).toBeHidden();
});

test("every value has a menu: only, exclude, open and copy, by keyboard too", async ({
  owner,
  world,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await seed(world);
  await world.append([{ action: "ticket.updated", target: { type: "ticket", id: "x" } }]);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  const value = log
    .row("Ticket number 3")
    .getByRole("link", { name: "Alice Ng", exact: true });
  await value.focus();
  await owner.keyboard.press("Enter");
  const menu = owner.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: "Only this" })).toBeFocused();
  await owner.keyboard.press("Escape");
  await expect(value).toBeFocused();
  await value.click();
  await menu.getByRole("menuitem", { name: "Copy" }).click();
  const copied = await owner.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe("alice@msp.example");
  await value.click();
  await menu.getByRole("menuitem", { name: "Exclude" }).click();
  await expect(log.rows).toHaveCount(1);
  expect(log.param("actor")).toBe("-usr_a");
  await owner.goBack();
  await value.click();
  await menu.getByRole("menuitem", { name: "Only this" }).click();
  await expect(log.rows).toHaveCount(3);
});

test("entries can be ticked, also in a row, and taken along", async ({
  owner,
  world,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await seed(world, 5);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  const box = (name: string) => log.row(name).getByRole("checkbox");
  await box("Ticket number 5").click();
  await box("Ticket number 3").click({ modifiers: ["Shift"] });
  const bar = owner.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Copy as JSON" }).click();
  await expect(owner.getByText("JSON copied")).toBeVisible();
  const copied = JSON.parse(await owner.evaluate(() => navigator.clipboard.readText()));
  expect(copied.map(({ target }: { target: { id: string } }) => target.id)).toEqual([
    "5",
    "4",
    "3",
  ]);
  const saving = owner.waitForEvent("download");
  await bar.getByRole("button", { name: "Save as NDJSON" }).click();
  expect((await saving).suggestedFilename()).toBe("custody-3-entries.ndjson");
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(bar).toBeHidden();
  await log.openReady("?action=export.list_exported");
  await expect(log.rows).toHaveCount(1);
});

test("a ticket note of the entry in focus is one key away", async ({
  owner,
  world,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const entries = await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("j");
  await owner.keyboard.press("n");
  await expect(owner.getByText("Ticket note copied")).toBeVisible();
  const note = await owner.evaluate(() => navigator.clipboard.readText());
  expect(note).toContain(`Audit entry ${entries[2]?.id}`);
  expect(note).toContain("- status: Open → Closed");
});

test("around this moment shows what else the same person did", async ({
  owner,
  world,
}) => {
  await seed(world);
  await world.append([{ action: "contact.deleted", actor: alice }]);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("j");
  await owner.keyboard.press("a");
  await expect(log.dialog.getByRole("listitem")).toHaveCount(4);
});

test("the browser recomputes the entry and says that everything is the same", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await log.details("Ticket number 2").click();
  await log.dialog.getByRole("button", { name: "Verify in browser" }).click();
  await expect(log.dialog).toContainText("every value that can be checked is the same");
  await expect(log.dialog.getByText("Entry hash: same")).toBeVisible();
});

test("an entry that was altered on its way is found out, with the first byte that differs", async ({
  owner,
  world,
}) => {
  await seed(world);
  await owner.route("**/api/entries/*/texts", async (route) => {
    const answer = await route.fetch();
    const texts = await answer.json();
    texts.fields[0] = texts.fields[0].replace("ticket.updated", "ticket.deleted");
    await route.fulfill({ response: answer, json: texts });
  });
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await log.details("Ticket number 2").click();
  await log.dialog.getByRole("button", { name: "Verify in browser" }).click();
  await expect(log.dialog.getByText(/Content: differs from byte \d+ on/)).toBeVisible();
  await expect(log.dialog.getByText(/values differ/)).toBeVisible();
});

test("columns, density and zone are remembered for their reader, and shared on purpose", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.getByText("Display", { exact: true }).click();
  await owner.getByRole("button", { name: "Session", exact: true }).click();
  await expect(owner.getByRole("columnheader", { name: "Session" })).toBeVisible();
  await owner.getByRole("button", { name: "Show Session earlier" }).click();
  await owner.getByRole("button", { name: "Compact" }).click();
  await expect(owner.locator("[data-density=compact]")).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole("columnheader", { name: "Session" })).toBeVisible();
  await expect(owner.locator("[data-density=compact]")).toBeVisible();
  expect(log.param("cols")).toBeNull();
  await log.openReady("?action=ticket.updated&cols=who,when&density=comfortable&tz=utc");
  await expect(owner.getByRole("columnheader")).toHaveText([
    "",
    "Who",
    "When",
    "Details",
  ]);
});
