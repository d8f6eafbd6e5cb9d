import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleAtEachWidth } from "./accessible";
import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

async function seed(world: World) {
  await world.append(
    [1, 2, 3].map((at) => ({
      action: "ticket.updated",
      actor: { type: "user" as const, id: "usr_a", name: "Alice Ng" },
      target: { type: "ticket", id: String(at), name: `Ticket number ${at}` },
      before: { status: "Open" },
      after: { status: "Closed" },
    })),
  );
}

const states: [what: string, bring: (page: Page, log: LogPage) => Promise<unknown>][] = [
  [
    "live is on",
    async (page) => {
      await page.keyboard.press("l");
      await page.getByText(/Live: nothing new since/).waitFor();
    },
  ],
  [
    "entries are selected",
    async (page) => {
      await page.getByLabel("Select all entries of this page").click();
      await page.getByRole("region", { name: "Selection" }).waitFor();
    },
  ],
  [
    "the display menu is open",
    (page) => page.getByText("Display", { exact: true }).click(),
  ],
  [
    "the link menu is open",
    (page) => page.getByText("Copy link", { exact: true }).click(),
  ],
  [
    "the menu of a value is open",
    async (page, log) => {
      await log.rows.first().getByRole("link", { name: "Alice Ng", exact: true }).click();
      await page.getByRole("menu").waitFor();
    },
  ],
  [
    "the keys are told",
    async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
    },
  ],
  [
    "a time range is being chosen",
    async (page) => {
      await page.keyboard.press("t");
      await page.getByRole("grid").first().waitFor();
    },
  ],
  [
    "the chart is shown as a table",
    (page) => page.getByText("Show as table", { exact: true }).click(),
  ],
];

for (const [what, bring] of states) {
  test(`axe objects to nothing while ${what}`, async ({ owner, world }) => {
    test.setTimeout(120_000);
    await seed(world);
    const log = new LogPage(owner);
    await log.openReady("?action=ticket.updated");
    await bring(owner, log);
    await expectAccessible(owner);
  });
}

test("axe objects to nothing while a removal is being confirmed", async ({
  owner,
  world,
}) => {
  test.setTimeout(120_000);
  await world.addPerson("technician");
  await owner.goto("/settings/users");
  await owner.getByRole("link", { name: "Technician Person" }).click();
  await owner.getByText("Remove", { exact: true }).first().click();
  await expectAccessibleAtEachWidth(owner);
});

test("axe objects to nothing while a form says what it needs", async ({ owner }) => {
  test.setTimeout(120_000);
  await owner.goto("/clients/new");
  await owner.getByRole("button", { name: "Create client" }).click();
  await owner.getByText("Some fields need another value").waitFor();
  await expectAccessibleAtEachWidth(owner);
});

test("a page that axe objects to is found, in its structure and in its colours", async ({
  page,
}) => {
  const style = "color: #999; background: #fff";
  await page.setContent(
    `<main><h1>Seal</h1><img src="/seal.svg"><p style="${style}">Pale</p></main>`,
  );
  await expect(expectAccessible(page)).rejects.toThrow(/color-contrast[\s\S]*image-alt/);
});
