import type { Page } from "@playwright/test";
import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const long = "Quarterly-review-of-all-firewalls-and-their-owners-before-the-audit";

async function seed(world: World) {
  return world.append(
    [1, 2, 3].map((at) => ({
      action: "ticket.updated",
      outcome: at === 2 ? ("denied" as const) : ("success" as const),
      actor: {
        type: "user" as const,
        id: "usr_a",
        name: "Alexandra Featherstonehaugh-Worthington",
        email: "alexandra.featherstonehaugh-worthington@northwind-msp.example",
      },
      client: `acme-${world.slug}`,
      target: { type: "ticket", id: String(at), name: `${long}-${at}` },
      before: { status: "Open", [long]: long },
      after: { status: "Closed", [long]: `${long} again` },
      context: { ip: "2001:db8:85a3:8d3:1319:8a2e:370:7348", session_id: `s_${long}` },
    })),
  );
}

function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

for (const [what, width] of [
  ["at 320 px", 320],
  ["on a phone", 390],
  ["zoomed to 200 %", 720],
] as const) {
  test(`${what} no page of the log scrolls sideways`, async ({ owner, world }) => {
    const [entry] = await seed(world);
    await owner.setViewportSize({ width, height: 800 });
    for (const path of [
      "/",
      "/admin/audit-logs?range=30d",
      "/admin/audit-logs?range=30d&verb=update&actor=usr_a&outcome=-failed",
      `/admin/audit-logs?range=30d&e=${entry?.id}`,
      `/admin/audit-logs/${entry?.id}`,
      `/clients/acme-${world.slug}/audit`,
      "/views",
    ]) {
      await owner.goto(path);
      expect(await overflowOf(owner), path).toBe(0);
    }
  });
}

test("with forced colours the chart, the marks and the focus can still be told apart", async ({
  owner,
  world,
}) => {
  await seed(world);
  await owner.emulateMedia({ forcedColors: "active" });
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await expect(log.rows.nth(1)).toContainText("Denied");
  const badge = log.rows.first().locator("[data-slot=badge]").first();
  await expect(badge).toHaveCSS("border-top-style", "solid");
  await owner.keyboard.press("j");
  await expect(log.details(`${long}-3`)).toHaveCSS("outline-style", "solid");
  const fills = await owner.evaluate(() =>
    ["bar-success", "bar-denied"].map((name) => {
      const bar = document.querySelector(
        `section[aria-label="Entries over time"] .${name}`,
      );
      return bar === null ? "" : getComputedStyle(bar).fill;
    }),
  );
  expect(new Set(fills).size).toBe(2);
});

test("who wants less motion gets none", async ({ owner, world }) => {
  const [entry] = await seed(world);
  await owner.emulateMedia({ reducedMotion: "reduce" });
  await owner.goto(`/admin/audit-logs?e=${entry?.id}`);
  await owner.getByRole("dialog").waitFor();
  const moving = await owner.evaluate(
    () =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== "none";
      }).length,
  );
  expect(moving).toBe(0);
});

test("what is printed of an open entry is the entry: all its parts, without the list", async ({
  owner,
  world,
}) => {
  const [entry] = await seed(world);
  const log = new LogPage(owner);
  for (const path of [
    `/admin/audit-logs?e=${entry?.id}`,
    `/admin/audit-logs/${entry?.id}`,
  ]) {
    await owner.emulateMedia({ media: "screen" });
    await owner.goto(path);
    await expect(
      owner.getByText("Under checkpoint").or(owner.getByText("Not sealed")),
    ).toBeVisible();
    await owner.emulateMedia({ media: "print" });
    await expect(log.rows).toHaveCount(0);
    await expect(owner.getByRole("navigation", { name: "Main" })).toBeHidden();
    for (const part of ["Changes", "JSON", "Context"]) {
      await expect(owner.getByRole("tabpanel", { name: new RegExp(part) })).toBeVisible();
    }
    await expect(owner.getByText(entry?.id ?? "").first()).toBeVisible();
  }
});

test("on a wide screen the details can stand beside the list, which stays usable; remembered", async ({
  owner,
  world,
}) => {
  await seed(world);
  await owner.setViewportSize({ width: 1600, height: 900 });
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await log.details(`${long}-3`).click();
  await log.dialog.getByRole("button", { name: "Beside the list" }).click();
  await log.row(`${long}-2`).getByText("status").click();
  await expect(log.dialog).toContainText(`${long}-2`);
  await owner.keyboard.press("j");
  await expect(log.dialog).toContainText(`${long}-1`);
  await expect(log.details(`${long}-1`)).toBeFocused();
  await owner.reload();
  await expect(log.dialog).toBeVisible();
  await expect(log.rows.first()).toBeVisible();
  const list = owner.getByRole("region", { name: "Entries", exact: true });
  await expect(async () => {
    const [pane, table] = await Promise.all([
      log.dialog.boundingBox(),
      list.boundingBox(),
    ]);
    expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(pane?.x ?? 0);
  }).toPass();
  await owner.setViewportSize({ width: 1200, height: 900 });
  await expect(log.dialog.getByRole("button", { name: "Beside the list" })).toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  async function swipe(page: Page, fromX: number, toX: number) {
    const client = await page.context().newCDPSession(page);
    const touch = (type: string, x?: number) =>
      client.send("Input.dispatchTouchEvent", {
        type: type as "touchStart",
        touchPoints: x === undefined ? [] : [{ x, y: 300 }],
      });
    await touch("touchStart", fromX);
    await touch("touchMove", (fromX + toX) / 2);
    await touch("touchMove", toX);
    await touch("touchEnd");
  }

  test("a row is a card that opens, and a swipe leads to the next entry and back", async ({
    owner,
    world,
  }) => {
    await seed(world);
    const log = new LogPage(owner);
    await log.openReady("?action=ticket.updated");
    await log.rows.first().tap();
    await expect(log.dialog).toContainText(`${long}-3`);
    await swipe(owner, 320, 60);
    await expect(log.dialog).toContainText(`${long}-2`);
    await swipe(owner, 60, 320);
    await expect(log.dialog).toContainText(`${long}-3`);
    await log.dialog.getByRole("link", { name: "Next entry (j)" }).click();
    await expect(log.dialog).toContainText(`${long}-2`);
  });
});
