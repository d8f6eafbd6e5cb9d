import { expect, signIn, test, type World } from "./fixtures";
import { Palette } from "./pages/palette";

const ticket = { type: "ticket", id: "4711", name: "Printer offline" };
const alice = {
  type: "user" as const,
  id: "usr_alice",
  name: "Alice Ng",
  email: "alice@psa.example",
};

function tell(world: World) {
  const client = `acme-${world.slug}`;
  const context = { session_id: "s_story", ip: "203.0.113.7" };
  const shared = { actor: alice, client, context };
  return world.append([
    { ...shared, action: "ticket.created", target: ticket },
    {
      ...shared,
      action: "ticket.status_changed",
      target: ticket,
      before: { status: "Open" },
      after: { status: "Closed" },
    },
    { ...shared, action: "ticket.deleted", target: ticket },
  ]);
}

test("the menu marks where one is, also after a step that reloads nothing", async ({
  owner,
}) => {
  await owner.goto("/admin/audit-logs");
  const menu = owner.getByRole("navigation", { name: "Main", exact: true });
  const current = menu.locator("[aria-current=page]");
  await expect(current).toHaveText("Audit log");
  await menu.getByRole("link", { name: "Settings" }).click();
  await expect(owner.getByRole("navigation", { name: "Settings" })).toBeVisible();
  await expect(current).toHaveText("Settings");
});

test("the menu offers a technician no page that would refuse them", async ({
  technician,
}) => {
  await technician.goto("/");
  const menu = technician.getByRole("navigation", { name: "Main", exact: true });
  await expect(menu.getByRole("link", { name: "Audit log" })).toBeVisible();
  const hrefs = await menu
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  for (const href of hrefs) {
    expect((await technician.request.get(href)).status()).toBe(200);
  }
});

test("Ctrl-K and a ticket's number lead to its history", async ({ owner, world }) => {
  await tell(world);
  await owner.goto("/");
  const palette = new Palette(owner);
  await palette.open();
  await palette.field.fill("4711");
  await expect(palette.options.first()).toContainText("Printer offline");
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/\/records\/ticket\/4711$/);
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("Deleted since");
});

test("a pasted id or hash opens the entry at once", async ({ owner, world }) => {
  const [entry] = await tell(world);
  await owner.goto("/");
  const palette = new Palette(owner);
  await palette.open();
  await palette.field.fill(entry?.id ?? "");
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(new RegExp(`/admin/audit-logs/${entry?.id}$`));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the header's search does the same, and Enter leads on", async ({
    page,
    world,
  }) => {
    await tell(world);
    await signIn(page, await world.addPerson("owner"));
    const field = page.getByRole("textbox", { name: "Search or jump to" });
    await field.fill("alice@psa.example");
    await field.press("Enter");
    await expect(page).toHaveURL(/\/people\/usr_alice$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alice Ng");
  });

  test("a word of several meanings shows them all", async ({ page, world }) => {
    await tell(world);
    await signIn(page, await world.addPerson("owner"), "/jump?to=p");
    await expect(page.getByRole("heading", { name: "Jump to" })).toBeVisible();
    await expect(page.getByRole("link", { name: "People Settings Page" })).toBeVisible();
  });
});

test("on a phone the menu is a drawer, and it closes behind a choice", async ({
  browser,
  world,
}) => {
  const viewport = { width: 390, height: 844 };
  const page = await (await browser.newContext({ viewport })).newPage();
  await signIn(page, await world.addPerson("owner"));
  await page.getByLabel("Menu", { exact: true }).click();
  const drawer = page.getByRole("navigation", { name: "Main menu" });
  await drawer.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("navigation", { name: "Settings" })).toBeVisible();
  await expect(drawer).toBeHidden();
});

test("a record's history tells its whole life and is itself recorded", async ({
  owner,
  world,
}) => {
  await tell(world);
  await owner.goto("/records/ticket/4711");
  const story = owner.getByRole("region", { name: /^What happened to Ticket #4711/ });
  await expect(story.getByRole("listitem")).toHaveCount(3);
  await expect(story).toContainText("Open");
  await expect(owner.getByText("Opening this was recorded.")).toBeVisible();
  await owner.reload();
  await owner.goto("/admin/audit-logs?action=record.history_viewed");
  const row = owner.getByRole("row").filter({ hasText: "Printer offline" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Owner Person");
});

test("a session is one thread from its beginning", async ({ owner, world }) => {
  await tell(world);
  await owner.goto("/sessions/s_story");
  const steps = owner.getByRole("region", { name: /^What happened in/ });
  await expect(steps.getByRole("listitem").first()).toContainText("created Ticket");
  await expect(steps.getByRole("listitem").last()).toContainText("deleted Ticket");
});

test("a person's history has their sign-ins and sessions, one's own is not recorded", async ({
  owner,
  world,
}) => {
  const email = `owner@${world.slug}.example`;
  await owner.goto(`/people/${encodeURIComponent(email)}`);
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Owner Person");
  await owner.getByRole("tab", { name: /^Sessions/ }).click();
  await expect(owner.getByText("Active")).toBeVisible();
  await expect(owner.getByText("opening it was not recorded")).toBeVisible();
});

test("a technician finds no history of what is not theirs", async ({
  technician,
  world,
}) => {
  await tell(world);
  for (const path of ["/records/ticket/4711", "/people/usr_alice", "/sessions/s_story"]) {
    expect((await technician.goto(path))?.status()).toBe(404);
  }
});
