import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const message = "The client's name is cut off on my phone";

test("feedback is sent without leaving the product, and the log keeps it when an owner deletes it", async ({
  owner,
}) => {
  await owner.goto("/me");
  await owner.getByRole("link", { name: "Feedback", exact: true }).first().click();
  await owner.getByRole("radio", { name: "A problem" }).check();
  await owner.getByLabel("Message").fill(message);
  await owner.getByRole("button", { name: "Send feedback" }).click();
  await expect(owner.getByRole("status")).toContainText("it is in the log");
  const sent = owner.getByRole("region", { name: "What was sent in" });
  await expect(sent).toContainText(message);
  await expectAccessible(owner);
  await sent.getByRole("button", { name: /^Delete/ }).click();
  await expect(sent).toContainText("Nothing yet");
  await sent.getByRole("link", { name: "All of it in the log" }).click();
  const log = new LogPage(owner);
  await expect(log.row("feedback.deleted")).toHaveCount(1);
  await expect(log.row("feedback.submitted")).toContainText(message);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an empty message is refused with a word on why, and what was chosen stays", async ({
    auditor,
  }) => {
    await auditor.goto("/me/feedback");
    await auditor.getByRole("radio", { name: "An idea" }).check();
    await auditor.getByLabel("Message").fill(" ");
    await auditor.getByRole("button", { name: "Send feedback" }).click();
    await expect(auditor.getByText("say what you want to tell us").first()).toBeVisible();
    await expect(auditor.getByRole("radio", { name: "An idea" })).toBeChecked();
  });
});
