import { keyMap } from "@/components/entries/key-map";
import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";
import { Palette } from "./pages/palette";

async function seed(world: World, count = 60) {
  await world.append(
    Array.from({ length: count }, (_, at) => ({
      action: "ticket.updated",
      actor: { type: "user" as const, id: "usr_a", name: "Alice Ng" },
      target: { type: "ticket", id: String(at + 1), name: `Ticket number ${at + 1}` },
    })),
  );
}

test("f leads to the filters, t to the time range, and what is typed there is applied", async ({
  owner,
  world,
}) => {
  await seed(world, 3);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.keyboard.press("f");
  await expect(owner.locator(".facets a").first()).toBeFocused();
  await owner.keyboard.press("t");
  await expect(owner.getByLabel("Type a time")).toBeFocused();
  await owner.keyboard.type("last 36h");
  await owner.keyboard.press("Enter");
  await expect(owner).toHaveURL(/range=36h/);
  await owner.setViewportSize({ width: 390, height: 844 });
  await owner.keyboard.press("f");
  await expect(owner.getByRole("region", { name: "Filters by value" })).toBeVisible();
  await expect(owner.locator(".facets a").first()).toBeFocused();
});

test("brackets turn the page, d changes how dense the rows are, g leads elsewhere", async ({
  owner,
  world,
}) => {
  await seed(world);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated&n=50");
  await owner.keyboard.press("]");
  await expect(owner.getByText("Rows 51–60 of 60")).toBeVisible();
  await owner.keyboard.press("[");
  await expect(owner.getByText("Rows 1–50 of 60")).toBeVisible();
  await owner.keyboard.press("d");
  await expect(owner.locator("[data-density=compact]")).toBeVisible();
  for (const [key, path] of [
    ["i", "/integrity"],
    ["l", "/admin/audit-logs"],
    ["c", "/clients"],
  ] as const) {
    await log.openReady();
    await owner.keyboard.press("g");
    await owner.keyboard.press(key);
    await expect(owner).toHaveURL(new RegExp(`${path}$`));
  }
});

test("x selects the row in focus, with Shift all up to it; y and c copy it", async ({
  owner,
  world,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await seed(world, 5);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  const bar = owner.getByRole("region", { name: "Selection" });
  await owner.keyboard.press("j");
  await owner.keyboard.press("x");
  await expect(bar).toContainText("1 selected");
  await owner.keyboard.press("ArrowDown");
  await owner.keyboard.press("ArrowDown");
  await owner.keyboard.press("Shift+X");
  await expect(bar).toContainText("3 selected");
  await owner.keyboard.press("y");
  await expect(owner.getByText("JSON copied")).toBeVisible();
  const copied = JSON.parse(await owner.evaluate(() => navigator.clipboard.readText()));
  expect(copied.target.id).toBe("3");
  await owner.keyboard.press("c");
  await expect(owner.getByText("Link copied")).toBeVisible();
  const link = await owner.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`/admin/audit-logs/${copied.id}`);
});

test("the help names every key of the map, and Ctrl-K works from anywhere", async ({
  owner,
  world,
}) => {
  await seed(world, 1);
  const log = new LogPage(owner);
  await log.openReady();
  await owner.keyboard.press("?");
  const help = owner.getByRole("dialog", { name: "Keys" });
  for (const { does } of keyMap.flatMap(({ rows }) => rows)) {
    await expect(help.getByText(does, { exact: true })).toBeVisible();
  }
  await owner.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await new Palette(owner).open();
});
