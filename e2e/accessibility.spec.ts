import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, type World } from "./fixtures";

const log = "/admin/audit-logs";

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`),
    ).toEqual([]);
  }
}

async function seed(world: World): Promise<string | undefined> {
  const [entry] = await world.append([
    {
      action: "ticket.updated",
      actor: { type: "user", id: "u", name: "Alice Ng", email: "alice@msp.example" },
      target: { type: "ticket", id: "1", name: "Printer offline" },
      before: { status: "Open", secret: "x" },
      after: { status: "Closed", secret: "y" },
      request: { method: "POST", url: "https://psa.example" },
    },
    { action: "ticket.deleted", outcome: "denied", reason: "no" },
    { action: "user.sign_in_failed", outcome: "failed" },
  ]);
  return entry?.id;
}

for (const [name, viewport] of [
  ["a desktop", desktop],
  ["a phone", phone],
] as const) {
  test.describe(`on ${name}, in both themes,`, () => {
    test.use({ viewport });

    test("the sign-in page has nothing axe objects to", async ({ page }) => {
      await page.goto("/signin?error=1");
      await expectAccessible(page);
    });

    for (const [what, path] of [
      ["the filtered log", `${log}?verb=update,delete&bad=1`],
      ["an empty result", `${log}?q=nonesuch`],
      ["the list of people", "/settings/users"],
      ["a page that is not there", "/nowhere"],
    ] as const) {
      test(`${what} has nothing axe objects to`, async ({ owner, world }) => {
        await seed(world);
        await owner.goto(path);
        await expectAccessible(owner);
      });
    }

    test("an entry, on its page and over the log, has nothing either", async ({
      owner,
      world,
    }) => {
      const id = await seed(world);
      await owner.goto(`${log}/${id}`);
      await expectAccessible(owner);
      await owner.goto(`${log}?e=${id}`);
      await owner.getByRole("dialog").waitFor();
      await expectAccessible(owner);
    });
  });
}
