import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";

test("the bell counts what concerns somebody, leads to it, and how they are told is theirs to choose", async ({
  owner,
  world,
}) => {
  await world.append([
    { action: "ticket.deleted", target: { type: "ticket", id: "t1", name: "Printer" } },
  ]);
  await owner.goto("/admin/audit-logs?action=ticket.deleted");
  await owner.getByRole("link", { name: "Export", exact: true }).click();
  await owner.getByRole("button", { name: /^Export/ }).click();
  const bell = owner.getByRole("link", { name: /^Notifications, 1 new$/ });
  await expect(async () => {
    await owner.goto("/me");
    await expect(bell).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await bell.click();
  const list = owner.getByRole("list", { name: "Notifications" });
  await expect(list).toContainText("Your export");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Mark all as read" }).click();
  await expect(
    owner.getByRole("link", { name: "Notifications", exact: true }),
  ).not.toHaveCount(0);
  await expect(list.getByText("New", { exact: true })).toHaveCount(0);
  await owner.getByLabel("Alerts").selectOption("digest");
  await owner.getByLabel(/^Quiet from/).fill("22:00");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText(/quiet hours begin and end/).first()).toBeVisible();
  await owner.getByLabel(/^Quiet to/).fill("07:00");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("Saved; it is in the log.")).toBeVisible();
  await expect(owner.getByLabel("Alerts")).toHaveValue("digest");
  await list.getByRole("link").first().click();
  await expect(owner.getByRole("heading", { name: "Exports" })).toBeVisible();
});
