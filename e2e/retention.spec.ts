import { expectAccessible } from "./accessible";
import { expect, signIn, test } from "./fixtures";

const path = "/settings/retention";

test("an owner keeps entries longer at once, and the log says by how much", async ({
  owner,
}) => {
  await owner.goto(path);
  await owner.getByRole("radio", { name: /^5 years/ }).check();
  await owner.getByRole("button", { name: "Preview" }).click();
  await expect(owner.getByRole("heading", { name: "13 months → 5 years" })).toBeVisible();
  await owner.getByLabel("Why").fill("the insurer asks for it");
  await owner.getByRole("button", { name: "Keep them this long" }).click();
  await expect(owner.getByText(/kept for 5 years/)).toBeVisible();
  await owner.goto("/admin/audit-logs?action=settings.retention_changed");
  await expect(owner.getByText(/396/).first()).toBeVisible();
});

test("a shorter retention waits for a second owner, who approves it", async ({
  owner,
  world,
  browser,
}) => {
  await owner.goto(path);
  await owner.getByRole("radio", { name: /A number of days/ }).check();
  await owner.getByLabel(/^Number of days/).fill("90");
  await owner.getByRole("button", { name: "Preview" }).click();
  await owner.getByLabel("Why").fill("the regulator allows it");
  await owner.getByRole("button", { name: "Propose to the other owners" }).click();
  await expect(owner.getByText("Waits for a second owner")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const other = await (await browser.newContext()).newPage();
  await signIn(other, await world.addPerson("owner", "second"), path);
  await other.getByRole("button", { name: "Approve" }).click();
  await expect(other.getByText(/In force from/)).toBeVisible();
});

test("a number of days below the floor is refused where it was typed", async ({
  owner,
}) => {
  await owner.goto(path);
  await owner.goto(`${path}/change?keep=custom&days=12`);
  await expect(owner.getByText(/whole number from 60/)).toBeVisible();
});

test("a hold is set with a reason, and what was typed survives a refusal", async ({
  owner,
}) => {
  await owner.goto(path);
  await owner.getByRole("button", { name: "Set a hold" }).click();
  await expect(owner.getByText(/is needed: it stays in the log/).first()).toBeVisible();
  await owner.getByLabel("Why").first().fill("litigation");
  await owner.getByRole("button", { name: "Set a hold" }).click();
  await expect(owner.getByRole("cell", { name: "The whole log" })).toBeVisible();
});

test("an auditor reads the retention and changes nothing", async ({ auditor }) => {
  await auditor.goto(path);
  await expect(auditor.getByRole("heading", { name: "Retention" })).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Preview" })).toHaveCount(0);
  await expectAccessible(auditor);
});
