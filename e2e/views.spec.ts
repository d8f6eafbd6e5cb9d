import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a filter is saved as a view, changed, updated, shared and deleted", async ({
  owner,
  world,
}) => {
  await world.append([{ action: "ticket.deleted", target: { type: "ticket", id: "1" } }]);
  const log = new LogPage(owner);
  await log.open("?verb=delete");
  await owner.getByText("Save view", { exact: true }).click();
  await owner.getByRole("button", { name: "Save as a new view" }).click();
  await expect(owner.getByText("must not be empty").first()).toBeVisible();
  await owner.getByLabel("Name", { exact: true }).fill("What was deleted");
  await owner.getByRole("button", { name: "Save as a new view" }).click();
  await expect(owner.getByText("View “What was deleted” saved.")).toBeVisible();
  await expect(owner).toHaveURL(/verb=delete&v=view_/);
  const menu = owner.getByRole("navigation", { name: "Main", exact: true });
  await expect(menu.getByRole("link", { name: "What was deleted" })).toBeVisible();

  await log.searchFor("verb:delete entity:ticket");
  await expect(owner.locator("#save-view")).toContainText("modified");
  await owner.locator("#save-view").click();
  await owner.getByRole("button", { name: "Update “What was deleted”" }).click();
  await expect(owner.getByText("View “What was deleted” updated.")).toBeVisible();

  await owner.goto("/views");
  const saved = owner.getByRole("list", { name: "Saved views" });
  await expect(saved).toContainText("Action is Delete · Entity is Ticket");
  await saved.getByRole("button", { name: /^Share/ }).click();
  await expect(owner.getByText("everyone here sees it")).toBeVisible();
  await saved.getByText("Delete", { exact: true }).click();
  await saved.getByRole("button", { name: "Delete view" }).click();
  await expect(owner.getByText("View “What was deleted” deleted.")).toBeVisible();
  await log.open("?action=saved_view.*&v=all");
  await expect(log.rows).toHaveCount(4);
});

test("a default view opens the log, and clearing it leads to everything", async ({
  owner,
  world,
}) => {
  await world.append([{ action: "ticket.deleted", target: { type: "ticket", id: "1" } }]);
  await owner.goto("/views");
  await owner.getByRole("button", { name: /^Open the log with this.*Deletions/ }).click();
  await expect(owner.getByText("The log now opens with “Deletions”.")).toBeVisible();
  const log = new LogPage(owner);
  await log.open();
  await expect(owner).toHaveURL(/range=30d&verb=delete&v=deletions$/);
  await expect(log.rows).toHaveCount(1);
  await owner.getByRole("link", { name: "Clear filters" }).click();
  await expect(log.row("user.signed_in")).toHaveCount(1);
});
