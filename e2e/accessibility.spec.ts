import type { BrowserContextOptions } from "@playwright/test";
import { configureDatabase } from "@/db/client";
import { formatAddress } from "@/testing/walk/expectation";
import { listBuiltRoutes, nameRoute } from "@/testing/walk/routes";
import { walkRows } from "@/testing/walk/rows";
import { makeWalkWorld, type WalkWorld } from "@/testing/walk/world";
import { expectAccessibleAtEachWidth } from "./accessible";
import { addSession, test as base, expect, password, signIn } from "./fixtures";
import { prepare } from "./walk/walker";

type SignedIn = {
  storageState: BrowserContextOptions["storageState"];
  world: WalkWorld;
};

/** One owner for all pages of a worker: signing in again would say nothing new. */
const test = base.extend<object, { signedIn: SignedIn }>({
  signedIn: [
    async ({ browser }, use) => {
      configureDatabase(process.env.E2E_DATABASE_URL ?? "");
      const world = await makeWalkWorld(password);
      const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
      const page = await context.newPage();
      await signIn(page, world.people.O?.email ?? "");
      await page.getByRole("heading", { name: "Audit log" }).waitFor();
      const storageState = await context.storageState();
      await context.close();
      await use({ storageState, world });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  storageState: ({ signedIn }, use) => use(signedIn.storageState),
});

const pages = listBuiltRoutes().filter(({ isPage }) => isPage);
test.describe("on a desktop and on a phone, in both themes, axe objects to nothing", () => {
  test.describe.configure({ timeout: 120_000 });

  for (const route of pages) {
    test(`on ${route.path}`, async ({ page, signedIn }) => {
      const { world } = signedIn;
      const row = walkRows[nameRoute(route)] ?? { door: "page" as const, allow: "O" };
      const isPortal = row.allow === "P";
      if (isPortal) await addSession(page.context(), world.people.P?.email ?? "");
      const asked = await prepare(
        { letter: isPortal ? "P" : "O", world },
        { row, owner: "own client" },
      );
      const address = formatAddress(route.path, asked);
      const answer = await page.goto(address);
      expect(answer?.status()).toBe(200);
      const isItself = new URL(page.url()).pathname === address;
      if (isItself) await expectAccessibleAtEachWidth(page);
    });
  }

  test("in a log that ignored a part, found nothing, or has an entry open", async ({
    page,
    signedIn,
  }) => {
    const log = "/admin/audit-logs";
    for (const query of ["verb=update,create&bad=1", "q=nonesuch"]) {
      await page.goto(`${log}?${query}`);
      await expectAccessibleAtEachWidth(page);
    }
    await expectAccessibleAtEachWidth(page, async () => {
      await page.goto(`${log}?e=${signedIn.world.subjects["own client"].entryId}`);
      await page.getByRole("dialog").waitFor();
    });
  });

  test("where there is no such page, and in the palette", async ({ page }) => {
    await page.goto("/nowhere");
    await expectAccessibleAtEachWidth(page);
    await expectAccessibleAtEachWidth(page, async () => {
      await page.goto("/admin/audit-logs");
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("canary");
      await page.getByRole("option").first().waitFor();
    });
  });
});

base(
  "to whom is not signed in, axe objects to nothing of a sign-in that failed",
  async ({ page }) => {
    await page.goto("/signin?error=1");
    await expectAccessibleAtEachWidth(page);
  },
);
