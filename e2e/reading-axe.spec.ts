import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe objects to nothing of live, selection, display and keys, ${colorScheme}`, async ({
    owner,
    world,
  }) => {
    test.setTimeout(180_000);
    await owner.emulateMedia({ colorScheme });
    await world.append([
      { action: "ticket.created", target: { type: "ticket", id: "1", name: "Printer" } },
    ]);
    const look = async () => {
      const { violations } = await new AxeBuilder({ page: owner }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    };
    const log = new LogPage(owner);
    await log.openReady("?action=ticket.created");
    await owner.keyboard.press("l");
    await owner.keyboard.press("j");
    await owner.keyboard.press("x");
    await expect(owner.getByRole("region", { name: "Selection" })).toBeVisible();
    await owner.getByText("Display", { exact: true }).click();
    await look();
    await owner.keyboard.press("Escape");
    await log.rows.first().getByRole("link", { name: "Ticket #1", exact: true }).click();
    await expect(owner.getByRole("menu")).toBeVisible();
    await look();
    await owner.keyboard.press("Escape");
    await owner.keyboard.press("?");
    await expect(log.dialog).toBeVisible();
    await look();
  });
}
