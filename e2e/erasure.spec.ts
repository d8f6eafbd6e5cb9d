import type { Page } from "@playwright/test";
import { configureDatabase } from "@/db/client";
import { eraseOne } from "@/lib/erasures/jobs";
import { sealNow } from "@/lib/seal/mutations";
import { expectAccessible } from "./accessible";
import { expect, signIn, test, type World } from "./fixtures";

const path = "/settings/retention";
const zoe = "zoe@acme.example";

/** What the worker does all the time, once the sealer has sealed what is there. */
async function carryOut({ ctx }: World, address: string): Promise<void> {
  const { organizationId } = ctx.scope;
  const id = address.split("/").at(-1) ?? "";
  await sealNow(organizationId, 20_000);
  configureDatabase(process.env.E2E_WORKER_URL ?? "");
  const back = () => configureDatabase(process.env.E2E_DATABASE_URL ?? "");
  await eraseOne({ organizationId, id }).finally(back);
}

async function append({ append, slug }: World): Promise<string> {
  const [entry] = await append([
    {
      action: "contact.updated",
      client: `acme-${slug}`,
      actor: { type: "user", id: "u_zoe", email: zoe, name: "Zoe O'Neill" },
      target: { type: "contact", id: "c_1", name: "Front desk" },
      changes: [
        { path: "/phone", before: "100", after: `ask ${zoe}` },
        { path: "/floor", before: "1", after: "2" },
      ],
      context: { ip: "198.51.100.77", user_agent: "Firefox" },
    },
  ]);
  return entry?.id ?? "";
}

async function ask(owner: Page): Promise<void> {
  await owner.goto(path);
  await owner.getByRole("link", { name: "Erase a person’s fields" }).click();
  await expect(owner).toHaveTitle(/^Erase a person’s fields/);
  await expectAccessible(owner);
  await owner.getByLabel("E-mail address").fill(zoe);
  await owner.getByRole("button", { name: "Show what would go" }).click();
  await expect(
    owner.getByText(/nothing is erased without a legal ground/).first(),
  ).toBeVisible();
  await owner.getByLabel("Legal ground").selectOption({ index: 2 });
  await owner.getByLabel("Why").fill("request 4711");
  await owner.getByRole("button", { name: "Show what would go" }).click();
}

test("two owners erase a person's fields, and the entry says so and still verifies", async ({
  owner,
  world,
  browser,
}) => {
  const id = await append(world);
  await ask(owner);
  await expect(owner.getByRole("heading", { name: "3 values of 1 entry" })).toBeVisible();
  await expect(owner.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expectAccessible(owner);
  const address = owner.url();

  const other = await (await browser.newContext()).newPage();
  await signIn(other, await world.addPerson("owner", "second"), address);
  await other.getByText("Approve and erase…").click();
  await other.getByRole("button", { name: "Erase them" }).click();
  await expect(other.getByText(/^Approved by/)).toBeVisible();
  await carryOut(world, address);
  await other.goto(address);
  await expect(other.getByText(/Done on .* 3 values of 1 entry/)).toBeVisible();
  await expect(other.getByText(zoe)).toHaveCount(0);

  await owner.goto(`/admin/audit-logs/${id}`);
  const erased = owner.getByRole("region", { name: "Erased values" });
  await expect(erased).toContainText(/by Owner Person and Owner Person/);
  await expect(erased).toContainText("GDPR Art. 17(1)(b)");
  await expect(owner.getByText(zoe)).toHaveCount(0);
  await owner.getByRole("button", { name: "Verify in browser" }).click();
  await expect(
    owner.getByText(/every value that can be checked is the same/),
  ).toBeVisible();
  await expectAccessible(owner);

  await owner.goto("/admin/audit-logs?action=contact.updated");
  await expect(owner.getByRole("row", { name: /Erased on/ })).toHaveCount(1);
  await owner.goto("/admin/audit-logs?action=log.redacted");
  await expect(owner.getByRole("row", { name: /log\.redacted/ })).toHaveCount(1);
});

test("an auditor sees that something was erased, and not whose it was", async ({
  auditor,
  world,
  browser,
}) => {
  await append(world);
  const owner = await (await browser.newContext()).newPage();
  await signIn(owner, await world.addPerson("owner"), path);
  await ask(owner);
  await expect(owner.getByText("Waits for a second owner")).toBeVisible();
  await auditor.goto(path);
  await expect(auditor.getByText("waits for a second owner")).toBeVisible();
  await expect(auditor.getByText(zoe)).toHaveCount(0);
  await auditor.goto(owner.url());
  await expect(auditor.getByRole("heading", { name: /may not/i })).toBeVisible();
});
