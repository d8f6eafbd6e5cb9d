import { createPlan } from "@/lib/reviews/mutations";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a stranger finds who deleted a named ticket in three interactions", async ({
  owner,
  world,
}) => {
  const target = { type: "ticket", id: "4711", name: "Printer on fire" };
  await world.append([
    {
      action: "ticket.created",
      actor: { type: "user", id: "a", name: "Alice Ng" },
      target,
    },
    {
      action: "ticket.updated",
      actor: { type: "user", id: "a", name: "Alice Ng" },
      target,
    },
    {
      action: "ticket.deleted",
      actor: { type: "user", id: "b", name: "Bo Diaz" },
      target,
    },
  ]);
  await owner.addInitScript(() => {
    const count = () => {
      const counted = Number(sessionStorage.getItem("interactions") ?? 0);
      sessionStorage.setItem("interactions", String(counted + 1));
    };
    document.addEventListener("pointerdown", count, true);
    document.addEventListener("keydown", ({ key }) => key === "Enter" && count(), true);
  });
  await owner.goto("/");
  const search = owner.getByLabel("Search the whole log");
  await search.click();
  await owner.keyboard.type("printer on fire");
  await owner.keyboard.press("Enter");
  const actions = owner.getByRole("group", { name: "Action", exact: true });
  await actions.getByRole("link", { name: /^Delete/ }).click();
  const log = new LogPage(owner);
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText(
    /Bo Diaz.*Delete.*#4711.*Printer on fire/s,
  );
  const count = await owner.evaluate(() => sessionStorage.getItem("interactions"));
  expect(count).toBe("3");
});

test("the first page shows what failed, and leads strangers to the sign-in", async ({
  owner,
  world,
  browser,
}) => {
  await world.append([
    {
      action: "user.disabled",
      outcome: "denied",
      reason: "needs an owner",
      actor: { type: "user", id: "b", name: "Bo Diaz" },
      target: { type: "user", id: "c", name: "Carol Xu" },
    },
  ]);
  await owner.goto("/");
  const list = owner.getByRole("list", { name: "Failed and denied" });
  await expect(list.getByRole("link", { name: /Bo Diaz.*Carol Xu/ })).toBeVisible();
  await owner.getByRole("link", { name: /^Denied/ }).click();
  await expect(new LogPage(owner).rows).toHaveCount(1);
  const stranger = await browser.newPage();
  await stranger.goto("/");
  await expect(stranger).toHaveURL(/\/signin\?next=%2F$/);
  await stranger.close();
});

test("a day of the chart leads to that day's entries, and what waits for the reader is told", async ({
  owner,
  world,
}) => {
  await world.append([{ action: "ticket.created", outcome: "failed" }]);
  const plan = { name: "Deletions", query: "verb=delete", cadence: "month" as const };
  await createPlan(world.ctx, { ...plan, startsOn: "2026-01-01" });
  await owner.goto("/");
  const today = owner
    .getByRole("list", { name: "Entries a day" })
    .getByRole("link")
    .last();
  await expect(today).toHaveAccessibleName(/entries, 1 failed, 0 denied$/);
  const waiting = owner.getByRole("list", { name: "Waiting for you" });
  await expect(waiting.getByRole("link", { name: /Reviews due/ })).toBeVisible();
  await expectAccessible(owner);
  await today.click();
  const log = new LogPage(owner);
  await expect(log.rows.filter({ hasText: "ticket.created" })).toHaveCount(1);
});
