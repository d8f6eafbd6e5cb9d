import { expect, signIn, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test.use({ javaScriptEnabled: false });

test("without JavaScript the log can be searched, paged and opened", async ({
  page,
  world,
}) => {
  await world.append(
    Array.from({ length: 60 }, (_, at) => ({
      action: "ticket.updated",
      target: { type: "ticket", id: String(at), name: `Ticket number ${at}` },
      before: { status: "Open" },
      after: { status: "Closed" },
    })),
  );
  await signIn(page, await world.addPerson("owner"));
  const log = new LogPage(page);
  await log.searchFor("ticket number");
  await expect(log.rows).toHaveCount(60);
  await page.getByRole("link", { name: "50 rows per page" }).click();
  await expect(log.rows).toHaveCount(50);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(log.rows).toHaveCount(10);
  await log.details("Ticket number 3").first().click();
  await expect(page.getByRole("dialog", { name: /Ticket number 3/ })).toBeVisible();
  await expect(page.getByText("Closed").first()).toBeVisible();
});
